import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstInForceFrom, inForceFrom, validSignature, versionAt } from '../../../src/domain/treaty-version.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'

const document = sampleTreaty()
const signature = (side: 'marketing' | 'sales' | 'owner', signedAt: number, hash = 'h') => ({ side, userId: 1, name: 'A', hash, signedAt })
const version = (versionNo: number, from: number) => ({ versionNo, document, hash: 'h', inForceFrom: from })

describe('a version comes in force', () => {
  it.each([
    ['on its date when both signed before', 100, [signature('marketing', 10), signature('sales', 20)], 100],
    ['with the second signature when the date is past', 100, [signature('sales', 150), signature('marketing', 10)], 150],
    ['never with one head alone', 100, [signature('marketing', 10), signature('owner', 20)], null],
    ['never without a date', null, [signature('marketing', 10), signature('sales', 20)], null],
    ['never with a signature under another text', 100, [signature('marketing', 10, 'old'), signature('sales', 20)], null],
    ['without the owner', 100, [signature('marketing', 10), signature('sales', 20), signature('owner', 500)], 100],
  ])('%s', (_, startsAt, signatures, expected) => {
    expect(inForceFrom({ hash: 'h', startsAt, signatures })).toBe(expected)
  })

  it('counts a signature only under exactly its text', () => {
    expect(validSignature({ hash: 'h', signatures: [signature('sales', 1, 'old')] }, 'sales')).toBeNull()
  })
})

describe('the version in force', () => {
  it('is nothing before the first one: the gate observes', () => {
    expect(versionAt([version(1, 100)], 99)).toBeNull()
    expect(versionAt([], 99)).toBeNull()
  })

  it('changes at the very instant the next one starts', () => {
    const versions = [version(2, 200), version(1, 100)]
    expect([100, 199, 200, 1e9].map(at => versionAt(versions, at)?.versionNo)).toEqual([1, 1, 2, 2])
  })

  it('is exactly one at any instant from the first on, never going back', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), fc.array(fc.integer({ min: -10, max: 110 })), (starts, instants) => {
      const versions = starts.map((from, index) => version(index + 1, from))
      const found = instants.sort((one, other) => one - other).map(at => [at, versionAt(versions, at)] as const)
      for (const [at, current] of found)
        expect(current?.inForceFrom ?? null).toBe(at < firstInForceFrom(versions)! ? null : Math.max(...starts.filter(from => from <= at)))
    }))
  })

  it('does not depend on the order of the list', () => {
    fc.assert(fc.property(fc.shuffledSubarray([version(1, 10), version(2, 20), version(3, 30)], { minLength: 3 }), fc.integer({ min: 0, max: 40 }), (shuffled, at) => {
      expect(versionAt(shuffled, at)?.versionNo).toBe(at < 10 ? undefined : Math.min(3, Math.floor(at / 10)))
    }))
  })
})
