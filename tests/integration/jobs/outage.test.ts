import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../../support/jobs/job-outage.ts', import.meta.url))

/** How a process ends whose database goes away while a job ends, and what it said. */
function ended(...args: string[]): Promise<{ code: number, said: string }> {
  return new Promise(resolve => execFile(process.execPath, ['--import', 'tsx', script, ...args], { timeout: 60_000 }, (error, said, complaint) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, said: said + complaint })))
}

describe('a database that goes away while a job ends', async () => {
  const [guarded, unguarded, other] = await Promise.all([ended(), ended('--unguarded'), ended('--other')])

  it('does not end the process, whether the job was done or failed: it hears of it and goes on with later jobs', () => {
    expect(guarded.said.match(/heard: the database is away/g)).toHaveLength(2)
    expect(guarded).toMatchObject({ code: 0, said: expect.stringMatching(/alive$/m) })
  })

  it('would end it otherwise', () => {
    expect(unguarded.code).not.toBe(0)
    expect(unguarded.said).toContain('the database is away')
  })

  it('leaves any other fault nobody awaited to end the process', () => {
    expect(other.said).toContain('a fault of ours')
    expect(other.code).not.toBe(0)
  })
})
