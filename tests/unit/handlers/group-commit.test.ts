import type { PortalDirtyMark } from '../../../src/store/dirty.ts'
import { describe, expect, it } from 'vitest'
import { startGroupCommit } from '../../../handlers/group-commit.ts'

function mark(itemId: number): PortalDirtyMark {
  return { portalId: 1, entityTypeId: 1, itemId, lane: 'live', seenAt: 0 }
}

describe('the group commit', () => {
  it('writes what arrives together in one transaction', async () => {
    const batches: number[][] = []
    const commit = startGroupCommit({ commit: async marks => void batches.push(marks.map(row => row.itemId)) })
    await Promise.all([1, 2, 3].map(itemId => commit.add(mark(itemId))))
    expect(batches).toEqual([[1, 2, 3]])
  })

  it('gathers the next batch while one is being written, and answers nobody before his own is', async () => {
    const writes: (() => void)[] = []
    const sizes: number[] = []
    const commit = startGroupCommit({ commit: marks => new Promise((resolve) => {
      sizes.push(marks.length)
      writes.push(resolve)
    }) })
    const answered: number[] = []
    const add = (itemId: number) => commit.add(mark(itemId)).then(() => answered.push(itemId))
    const all = [add(1)]
    await turn()
    all.push(add(2), add(3))
    await turn()
    expect([sizes, answered]).toEqual([[1], []])
    writes[0]?.()
    await turn()
    expect([sizes, answered]).toEqual([[1, 2], [1]])
    writes[1]?.()
    await Promise.all(all)
    expect(answered).toEqual([1, 2, 3])
  })

  it('tells every sender of a batch that could not be written, and goes on with the next', async () => {
    let isDown = true
    const commit = startGroupCommit({ commit: async () => {
      if (isDown)
        throw new Error('database down')
    } })
    const results = await Promise.allSettled([1, 2].map(itemId => commit.add(mark(itemId))))
    expect(results.map(result => result.status)).toEqual(['rejected', 'rejected'])
    isDown = false
    await expect(commit.add(mark(3))).resolves.toBeUndefined()
  })

  it('lets a row that cannot be stored fail alone', async () => {
    const kept: number[] = []
    const commit = startGroupCommit({ commit: async (marks) => {
      if (marks.some(row => row.itemId === 2))
        throw Object.assign(new Error('out of range'), { code: '22003' })
      kept.push(...marks.map(row => row.itemId))
    } })
    const results = await Promise.allSettled([1, 2, 3].map(itemId => commit.add(mark(itemId))))
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(kept).toEqual([1, 3])
  })

  it('writes no more rows at once than it may, and loses none of the rest', async () => {
    const sizes: number[] = []
    const commit = startGroupCommit({ maxBatch: 2, commit: async marks => void sizes.push(marks.length) })
    await Promise.all([1, 2, 3, 4, 5].map(itemId => commit.add(mark(itemId))))
    expect(sizes).toEqual([2, 2, 1])
  })

  it('refuses more than may wait, so that nothing is acknowledged that is not kept', async () => {
    let release = (): void => {}
    const commit = startGroupCommit({ maxWaiting: 2, commit: () => new Promise(resolve => release = resolve) })
    const first = [commit.add(mark(1)), commit.add(mark(2))]
    await expect(commit.add(mark(3))).rejects.toMatchObject({ status: 503, code: 'inbox_full' })
    await turn()
    release()
    await Promise.all(first)
    await commit.idle()
  })
})

/** Lets everything that is ready happen. */
async function turn(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve))
  await new Promise(resolve => setImmediate(resolve))
}
