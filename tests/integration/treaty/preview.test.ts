import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import type { TreatyScene } from '../../support/treaty-scene.ts'
import { beforeAll, expect, it } from 'vitest'
import { openDraft } from '../../../src/treaty/open-draft.ts'
import { previewTreaty } from '../../../src/treaty/preview-treaty.ts'
import { saveDraft } from '../../../src/treaty/save-draft.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleTreaty } from '../../support/sample-treaty.ts'
import { setTreatyScene } from '../../support/treaty-scene.ts'

/** A Tuesday, noon in Moscow. */
const NOW = Date.UTC(2026, 2, 10, 9)
/** A Monday, ten in the morning there. */
const CREATED = Date.UTC(2026, 2, 2, 7)

describeOnBothEngines('what last month would have been, from the rows that are there', (engine) => {
  let scene: TreatyScene

  beforeAll(async () => {
    scene = await setTreatyScene(engine.store, NOW)
    const at = (hours: number): string => `timestamptz '${new Date(CREATED + hours * 3_600_000).toISOString()}'`
    const review = (item: number, state: string, times: string): string => `insert into review_standing (portal_id, review_id, revision, state, rank, side, label, entity_type_id, item_id, by_audit, chosen_at, reviewed_at, proposed_label, answered_at, ruled_at) values (${scene.portalId}, ${item}, 1, '${state}', 1, 'marketing', 'spam', 1, ${item}, false, ${at(1)}, ${times})`
    const act = (item: number, seq: number, kind: string, hours: number): string => `insert into review_act (portal_id, review_id, seq, kind, at, recorded_at, route) values (${scene.portalId}, ${item}, ${seq}, '${kind}', ${at(hours)}, ${at(hours)}, 'queue')`
    const items = [1, 2, 3, 4].map(item => `
      insert into item (portal_id, entity_type_id, item_id, mirror_version, pipeline_id, stage_id, semantic, assigned_by, created_by, created_at, updated_at, source_id, amount_minor, currency, natives, read_at) values (${scene.portalId}, 1, ${item}, 1, 0, 'CONVERTED', 'S', 10, 1, ${at(0)}, ${at(0)}, 'WEB', 100000, 'RUB', '{}', now());
      insert into stage_move (portal_id, entity_type_id, history_id, item_id, type_id, pipeline_id, stage_id, semantic, moved_at) values (${scene.portalId}, 1, ${item}, ${item}, 2, 0, 'CONVERTED', 'S', ${at(2)});
      insert into feedback (portal_id, feedback_id, entity_type_id, item_id, kind, label, answers, prefilled, warmth, reason, complete, unproven, author_id, route, evidence, version_no, given_at, dedupe_key) overriding system value values (${scene.portalId}, ${item}, 1, ${item}, 'verdict', '${item === 1 ? 'qualified' : 'spam'}', '{"region":"met","category":"met","horizon":"met","budget":"met"}', '[]', 'hot', ${item === 1 ? 'null' : `'advertiser'`}, true, false, 10, 'widget', '{"callsMade":2}', 1, ${at(1)}, 'preview:${item}');
      insert into review (portal_id, review_id, feedback_id, entity_type_id, item_id, side, label, by_share, by_audit, chosen_at) overriding system value values (${scene.portalId}, ${item}, ${item}, 1, ${item}, 'marketing', 'spam', true, false, ${at(1)});`)
    await engine.store.executeSql([
      ...items,
      review(1, 'accepted', `${at(2)}, null, null, null`),
      review(2, 'waiting', 'null, null, null, null'),
      review(3, 'upheld', `${at(2)}, 'qualified', ${at(4)}, ${at(5)}`),
      review(4, 'replaced', 'null, null, null, null'),
      act(3, 1, 'disputed', 2),
      act(3, 2, 'ruled', 5),
      act(4, 1, 'replaced', 1.5),
    ].join(';\n'))
  })

  async function preview(deadlines: Partial<TreatyDocument['deadlines']>, parts: Partial<TreatyDocument> = {}) {
    const base = sampleTreaty(parts)
    const open = await openDraft({ store: scene.store, now: scene.now }, scene.portalId, { document: base, createdBy: null })
    const document = { ...base, deadlines: { ...base.deadlines, ...deadlines } }
    await saveDraft({ store: scene.store, now: scene.now }, scene.portalId, scene.rop, { versionNo: open.versionNo, revision: open.revision, document, startsAt: null })
    return (await previewTreaty(scene, scene.portalId, scene.cmo, { versionNo: open.versionNo, after: null })).tally
  }

  it('counts target share, held items and the responses of all three under the draft', async () => {
    expect(await preview({ reviewMinutes: 60, answerMinutes: 120, rulingMinutes: 120 })).toMatchObject({
      items: 4,
      byLabel: { qualified: 1, spam: 3 },
      crossed: 4,
      held: 3,
      due: 4,
      onTime: 4,
      reviewsDue: 3,
      reviewsOnTime: 2,
      answersDue: 1,
      answersOnTime: 1,
      rulingsDue: 1,
      rulingsOnTime: 0,
    })
  })

  it('says which field is wrong when the draft has no working time', async () => {
    await expect(preview({}, { calendar: { ...sampleTreaty().calendar, week: [[], [], [], [], [], [], []] } })).rejects.toMatchObject({ code: 'preview_impossible', field: 'calendar.week', message: expect.stringContaining('calendar.week') })
  })

  it('counts them anew when the draft changes its deadlines', async () => {
    expect(await preview({ verdictMinutes: 30, reviewMinutes: 30, answerMinutes: 30, rulingMinutes: 180 })).toMatchObject({ onTime: 0, reviewsDue: 3, reviewsOnTime: 0, answersOnTime: 0, rulingsOnTime: 1 })
  })
})
