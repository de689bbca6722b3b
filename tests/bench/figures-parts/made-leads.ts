import type { Store } from '../../../src/store/store.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { SAMPLE_STAGES, sampleTreaty } from '../../support/sample-treaty.ts'

/** Leads are spread over so many days before the bench's present. */
export const DAYS = 730

/** The bench's present. */
export const NOW = Date.UTC(2026, 10, 20, 9)

const DAY_MS = 86_400_000

/** A number from 0 to below 1 that belongs to a row and a purpose. */
const chance = (purpose: number): string => `((hashint8(g::bigint * 100 + ${purpose}) & 1048575) / 1048576.0)`

/** A portal with a signed treaty and made-up leads, a quarter of them with a deal, three stage moves a lead; made inside the database. */
export async function makePortal(store: Store, leads: number): Promise<number> {
  const { portalId } = await createSamplePortal(store, { timeZone: 'Europe/Moscow', currency: 'RUB' })
  await store.stages.replaceAll(portalId, {
    pipelines: [{ entityTypeId: 1, pipelineId: 0, name: 'Leads', isDefault: true }, { entityTypeId: 2, pipelineId: 0, name: 'Sales', isDefault: true }],
    stages: SAMPLE_STAGES.map(({ isWaiting: _, ...stage }) => ({ ...stage, name: stage.stageId })),
  })
  const startsAt = NOW - (DAYS - 100) * DAY_MS
  await store.treaties.createDraft(portalId, { document: sampleTreaty(), hash: 'hash-1', startsAt, createdBy: null, now: startsAt })
  await store.treaties.markSigned(portalId, { versionNo: 1, hash: 'hash-1', startsAt, signedAt: startsAt })
  for (const statement of statements(portalId, leads))
    await store.executeSql(statement)
  return portalId
}

/** Lengths of a wait: a third of them in spikes of 15 minutes and of one day, the rest long-tailed. */
const wait = (purpose: number): string => `(case when ${chance(purpose)} < 0.2 then interval '15 minutes' when ${chance(purpose)} < 0.35 then interval '1 day' else interval '1 minute' * (1 + 9000 * ${chance(purpose + 1)} * ${chance(purpose + 1)}) end)`

function statements(portalId: number, leads: number): string[] {
  const created = `to_timestamp(${(NOW - DAYS * DAY_MS) / 1000} + floor(${(DAYS * DAY_MS) / 1000}::float8 * g / ${leads + 1}))`
  const base = `select g, ${created} as created_at, ${created} + ${wait(1)} as second_at, ${created} + ${wait(1)} + ${wait(3)} as third_at, ${chance(5)} as way, ${created} + ${wait(6)} as given_at from generate_series(1, ${leads}) g`
  const stage = (qualified: string, junk: string, early: string): string => `case when way < 0.25 then '${qualified}' when way < 0.7 then '${junk}' else '${early}' end`
  const now = `to_timestamp(${NOW / 1000})`
  const item = 'portal_id, entity_type_id, item_id, mirror_version, pipeline_id, stage_id, semantic, assigned_by, created_at, updated_at, moved_at, source_id, utm_campaign, category_key, is_return_customer, natives, read_at, calls_made'
  const dims = `('S' || floor(15 * ${chance(8)} * ${chance(9)}))::text, case when ${chance(10)} < 0.1 then null else 'campaign ' || floor(60 * ${chance(11)} * ${chance(12)}) end, (array['flat', 'house', null])[1 + floor(3 * ${chance(13)})::int], ${chance(14)} < 0.1, '{"verdict":null,"warmth":null,"reason":null,"review":null,"criteria":[],"card":null}'::jsonb`
  const move = 'portal_id, entity_type_id, history_id, item_id, type_id, pipeline_id, stage_id, semantic, moved_at'
  return [
    `insert into item (${item}) select ${portalId}, 1, g, 1, 0, ${stage('CONVERTED', 'JUNK', 'IN_PROCESS')}, ${stage('S', 'F', 'P')}, 10 + floor(50 * ${chance(7)})::int, created_at, third_at, third_at, ${dims}, ${now}, 2 from (${base}) m`,
    `insert into item (${item}, lead_id, amount_minor, currency) select ${portalId}, 2, g, 1, 0, case when way < 0.1 then 'WON' when way < 0.18 then 'LOSE' else 'PREPARATION' end, case when way < 0.1 then 'S' when way < 0.18 then 'F' else 'P' end, 10, third_at, third_at, third_at + ${wait(15)}, ${dims}, ${now}, 0, g, (1000000 * ${chance(16)})::bigint, 'RUB' from (${base}) m where way < 0.25`,
    `insert into stage_move (${move}) select ${portalId}, 1, g::bigint * 4 + n, g, case n when 0 then 1 else 2 end, 0, case n when 0 then 'NEW' when 1 then 'IN_PROCESS' else ${stage('CONVERTED', 'JUNK', 'IN_PROCESS')} end, case n when 2 then ${stage('S', 'F', 'P')} else 'P' end, case n when 0 then created_at when 1 then second_at else third_at end from (${base}) m cross join generate_series(0, 2) n where n < 2 or way < 0.7`,
    `insert into stage_move (${move}) select ${portalId}, 2, g::bigint * 4 + n, g, case n when 0 then 1 else 2 end, 0, case n when 0 then 'NEW' when 1 then 'PREPARATION' else case when way < 0.1 then 'WON' else 'LOSE' end end, case n when 2 then case when way < 0.1 then 'S' else 'F' end else 'P' end, third_at + n * ${wait(15)} from (${base}) m cross join generate_series(0, 2) n where way < 0.25 and (n < 2 or way < 0.18)`,
    `insert into feedback (portal_id, entity_type_id, item_id, kind, label, answers, prefilled, warmth, reason, complete, unproven, author_id, route, evidence, version_no, given_at, dedupe_key)
     select ${portalId}, 1, g, 'verdict', case when way < 0.35 then 'qualified' when way < 0.6 then 'off_target' else 'spam' end, '{}', '[]', null, case when way < 0.35 then null when way < 0.6 then 'other_region' else 'advertiser' end, true, false, 10, 'widget', '{"proven":true,"givenAs":"rep"}', 1, given_at, 'made-' || g from (${base}) m where ${chance(17)} < 0.92`,
  ]
}
