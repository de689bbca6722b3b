import type { World } from './replay/world.ts'
import { afterAll, describe, expect, it } from 'vitest'
import { contract, contractExamples } from '../portal/contract/contract.ts'
import { allMethods } from '../portal/rest/methods.ts'
import { adaptRequest } from './replay/adapt-request.ts'
import { compareAnswer } from './replay/compare-answer.ts'
import { contradictions } from './replay/contradictions.ts'
import { createWorld } from './replay/world.ts'

const rules = contract()
const examples = contractExamples()
const implemented = [...allMethods().keys(), 'batch'].filter(name => rules.methods.has(name)).sort()
const tally = new Map<string, { held: number, all: number }>()

afterAll(() => {
  const areas = [...tally].sort()
  const sum = (key: 'held' | 'all'): number => areas.reduce((total, [, counts]) => total + counts[key], 0)
  const lines = areas.map(([area, { held, all }]) => `${area}: ${held} of ${all} hold`)
  const excuses = Object.entries(contradictions).map(([name, { reason }]) => `  ${name} cannot hold: its page ${reason}`)
  console.log([...lines, `all areas: ${sum('held')} of ${sum('all')} hold`, ...excuses].join('\n'))
})

describe('each method answers its documented example in the documented shape', () => {
  it.each(implemented)('%s', async (name) => {
    const faults = await replay(name)
    const area = rules.methods.get(name)?.area ?? ''
    const { held, all } = tally.get(area) ?? { held: 0, all: 0 }
    tally.set(area, { held: held + (faults.length === 0 ? 1 : 0), all: all + 1 })
    const expected = contradictions[name]?.faults ?? []
    expect(faults).toEqual(expected.map(fault => expect.stringContaining(fault)))
  })
})

describe('the replay', () => {
  it('knows every method on its list of contradictions', () => {
    expect(Object.keys(contradictions).filter(name => !implemented.includes(name))).toEqual([])
  })
})

async function replay(name: string): Promise<string[]> {
  const method = rules.methods.get(name)
  const example = examples.get(name)
  if (!method || !example)
    return ['no documented example']
  const refusals: string[] = []
  const comparisons: string[][] = []
  for (const request of example.requests) {
    const world = await createWorld()
    try {
      const adapted = await adaptRequest(name, request, world)
      world.running.portal.violations.clear()
      const { status, body } = await callWithRows(world, method.method, adapted, example.response)
      if (status !== 200 || body.error !== undefined)
        refusals.push(`${status} ${JSON.stringify(body)} for ${JSON.stringify(adapted).slice(0, 300)}`)
      else
        comparisons.push(rowsIn(example.response) > 0 && rowsIn(body) === 0 ? ['no rows to compare'] : compareAnswer(method, example.response, body, rules))
      refusals.push(...world.running.portal.violations.list().map(({ kind, detail }) => `violation: ${kind}: ${detail}`))
    }
    finally {
      await world.close()
    }
  }
  // A page with several requests shows the answer to one of them.
  const best = comparisons.sort((a, b) => a.length - b.length)[0] ?? []
  return [...refusals, ...best]
}

/** An empty list proves nothing about its rows: what the example's filter hides is asked for without the filter. */
async function callWithRows(world: World, method: string, request: Record<string, unknown>, example: unknown): ReturnType<World['call']> {
  const answer = await world.call(method, request)
  if (answer.status !== 200 || rowsIn(example) <= 0 || rowsIn(answer.body) !== 0)
    return answer
  const open = Object.entries(request).filter(([key]) => !/^(?:filter|start)$/i.test(key))
  const again = await world.call(method, Object.fromEntries(open))
  return again.status === 200 ? again : answer
}

/** Rows of the list that an answer consists of; -1 when it is no list. */
function rowsIn(body: unknown): number {
  const result = (body as { result?: unknown } | null)?.result
  if (Array.isArray(result))
    return result.length
  const lists = typeof result === 'object' && result !== null ? Object.values(result).filter(Array.isArray) : []
  return lists.length === 1 ? (lists[0] as unknown[]).length : -1
}
