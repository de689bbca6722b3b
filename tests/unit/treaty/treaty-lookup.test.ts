import type { TreatyVersion } from '../../../src/store/treaties.ts'
import { describe, expect, it } from 'vitest'
import { createTreatyLookup } from '../../../src/treaty/treaty-lookup.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const draft: TreatyVersion = { versionNo: 1, status: 'draft', document: sampleTreaty(), hash: 'h1', startsAt: null, signedAt: null, createdBy: 1, createdAt: 1_000, revision: 1 }

describe('the lookup of versions', () => {
  it('binds to what another process signed a moment ago', async () => {
    let rows = [draft]
    const lookup = createTreatyLookup({ treaties: { list: async () => rows } })
    expect(await lookup.watching(7)).toMatchObject([{ signed: false, versionNo: 1 }])
    expect(await lookup.asked(7, 3_000)).toMatchObject({ versionNo: null })
    rows = [{ ...draft, status: 'signed', startsAt: 2_000, signedAt: 2_000 }]
    expect(await lookup.watching(7)).toMatchObject([{ signed: true, versionNo: 1, inForceFrom: 2_000 }])
    expect(await lookup.asked(7, 3_000)).toMatchObject({ versionNo: 1 })
    expect(await lookup.inForce(7, 1_999)).toBeNull()
  })

  it('reads a draft again after it was saved', async () => {
    let rows = [draft]
    const lookup = createTreatyLookup({ treaties: { list: async () => rows } })
    await lookup.asked(7, 3_000)
    const { gate } = sampleTreaty()
    rows = [{ ...draft, hash: 'h2', revision: 2, document: { ...sampleTreaty(), gate: { ...gate, maxAgeHours: gate.maxAgeHours + 1 } } }]
    expect((await lookup.asked(7, 3_000))?.document.gate.maxAgeHours).toBe(gate.maxAgeHours + 1)
  })
})
