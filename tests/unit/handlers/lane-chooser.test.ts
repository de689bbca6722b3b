import { describe, expect, it } from 'vitest'
import { createLaneChooser } from '../../../handlers/lane-chooser.ts'

const PORTAL = 1

/** Events of one actor, one every `everyMs`; returns the lane of each. */
function flood(chooser: ReturnType<typeof createLaneChooser>, { count, from = 0, everyMs = 10, actor = 'importer' }: { count: number, from?: number, everyMs?: number, actor?: string | null }) {
  return Array.from({ length: count }, (_, index) => chooser.choose({ portalId: PORTAL, actor, now: from + index * everyMs }))
}

describe('the lane of a change', () => {
  it('is live while the portal is calm, whoever acts', () => {
    const chooser = createLaneChooser()
    expect(new Set(flood(chooser, { count: 200, actor: null }))).toEqual(new Set(['live']))
  })

  it('is bulk for an import, and live for a person who works meanwhile', () => {
    const chooser = createLaneChooser()
    const imported = flood(chooser, { count: 5_000 })
    expect(imported.slice(0, 200)).not.toContain('bulk')
    expect(imported.slice(201)).not.toContain('live')
    expect(flood(chooser, { count: 30, from: 50_000, actor: 'rep' })).not.toContain('bulk')
  })

  it('is bulk for robots that follow an import', () => {
    const chooser = createLaneChooser()
    flood(chooser, { count: 5_000 })
    expect(flood(chooser, { count: 200, from: 50_000, actor: null }).slice(31)).not.toContain('live')
  })

  it('stays live for sixty reps at work during an import', () => {
    const chooser = createLaneChooser()
    flood(chooser, { count: 5_000 })
    const lanes = Array.from({ length: 59 }, (_, index) => flood(chooser, { count: 3, from: 50_000, actor: `rep ${index}` })).flat()
    expect(lanes).not.toContain('bulk')
  })

  it('is bulk for newcomers once there are more than a portal has people at work: then each event has a token of its own', () => {
    const chooser = createLaneChooser()
    const lanes = Array.from({ length: 1_000 }, (_, index) => chooser.choose({ portalId: PORTAL, actor: `token ${index}`, now: index }))
    expect(lanes.slice(201)).not.toContain('live')
  })

  it('is live again for the importer a while after the flood', () => {
    const chooser = createLaneChooser()
    flood(chooser, { count: 5_000 })
    expect(flood(chooser, { count: 3, from: 50_000 + 130_000 })).toEqual(['live', 'live', 'live'])
  })

  it('does not forget the flood at the turn of the minute', () => {
    const chooser = createLaneChooser()
    flood(chooser, { count: 6_000 })
    expect(flood(chooser, { count: 100, from: 60_010 })).not.toContain('live')
  })

  it('is the business of each portal alone', () => {
    const chooser = createLaneChooser()
    flood(chooser, { count: 5_000 })
    expect(chooser.choose({ portalId: 2, actor: 'importer', now: 50_000 })).toBe('live')
  })
})
