import type { PreviewTally } from '../../src/domain/treaty-preview.ts'
import type { Store } from '../../src/store/store.ts'
import process from 'node:process'
import { addTallies, EMPTY_TALLY } from '../../src/domain/treaty-preview.ts'
import { openStore } from '../../src/store/open-store.ts'
import { previewTreaty } from '../../src/treaty/preview-treaty.ts'
import { sampleTreaty } from '../support/sample-treaty.ts'
import { setTreatyScene } from '../support/treaty-scene.ts'
import { measurePage } from './treaty-parts/page-interactive.ts'

const LEADS = 100_000
const NOW = Date.UTC(2026, 2, 10, 9)
const DAY_MS = 86_400_000

/**
 * `npm run bench -- treaty --json`: "what last month would have been" for a hundred thousand leads, each with two moves, nine
 * in ten with a verdict, and each verdict but ✅ with a review; the whole month and its slowest page. On a machine that does other things
 * too, `preview_cpu_ms` tells what an idle one would take: the work is done by one thread after the other. `BENCH_DATABASE_URL` takes a Postgres instead of the embedded engine.
 * Then how soon the page can be used on a slow machine; `npm run bench -- treaty page` measures only that.
 */
export async function run({ args }: { args: readonly string[] }): Promise<object> {
  const page = await measurePage()
  return args.includes('page') ? page : { ...await lookBack(), ...page }
}

async function lookBack(): Promise<object> {
  const databaseUrl = process.env.BENCH_DATABASE_URL
  const store = await openStore(databaseUrl === undefined ? { engine: 'pglite', dataDir: 'memory://', vacuumEveryMs: 0 } : { engine: 'postgres', databaseUrl })
  try {
    const scene = await setTreatyScene(store, NOW)
    const draft = await scene.draft(sampleTreaty())
    await fill(store, scene.portalId)
    const first = await recompute(scene, draft.versionNo)
    const again = await recompute(scene, draft.versionNo)
    return { leads: first.tally.items, preview_ms: Math.round(again.wholeMs), preview_cpu_ms: Math.round(again.cpuMs), first_preview_ms: Math.round(first.wholeMs), slowest_page_ms: Math.round(again.slowestMs), pages: again.pages, held: again.tally.held, qualified: again.tally.byLabel.qualified, reviews_due: again.tally.reviewsDue, rulings_due: again.tally.rulingsDue }
  }
  finally {
    await store.close()
  }
}

async function recompute(scene: Awaited<ReturnType<typeof setTreatyScene>>, versionNo: number): Promise<{ tally: PreviewTally, wholeMs: number, cpuMs: number, slowestMs: number, pages: number }> {
  const beganAt = performance.now()
  const cpuBefore = process.cpuUsage()
  let [tally, slowestMs, pages]: [PreviewTally, number, number] = [EMPTY_TALLY, 0, 0]
  for (let after: { createdAt: number, itemId: number } | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const pageAt = performance.now()
    const page = await previewTreaty(scene, scene.portalId, scene.cmo, { versionNo, after })
    tally = addTallies(tally, page.tally)
    slowestMs = Math.max(slowestMs, performance.now() - pageAt)
    pages += 1
    after = page.next
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  return { tally, wholeMs: performance.now() - beganAt, cpuMs: (user + system) / 1000, slowestMs, pages }
}

/** Leads of the last thirty days, evenly spread; made inside the database, for their making is not what is measured. */
async function fill(store: Store, portalId: number): Promise<void> {
  const created = `to_timestamp((${NOW - DAY_MS} - (30 * ${DAY_MS}.0 * (n - 1) / ${LEADS})) / 1000.0)`
  await store.executeSql(`
    insert into item (portal_id, entity_type_id, item_id, mirror_version, pipeline_id, stage_id, semantic, assigned_by, created_by, created_at, updated_at, source_id, amount_minor, currency, natives, read_at)
    select ${portalId}, 1, n, 1, 0, (array['NEW', 'IN_PROCESS', 'PROCESSED', 'CONVERTED', 'JUNK'])[1 + n % 5], (array['P', 'P', 'P', 'S', 'F'])[1 + n % 5], 10, 1, ${created}, ${created}, 'WEB', n * 100, 'RUB', '{}', now()
    from generate_series(1, ${LEADS}) n;
    insert into stage_move (portal_id, entity_type_id, history_id, item_id, type_id, pipeline_id, stage_id, semantic, moved_at)
    select ${portalId}, 1, n * 2 + k, n, 1 + k, 0, (array['NEW', (array['NEW', 'IN_PROCESS', 'PROCESSED', 'CONVERTED', 'JUNK'])[1 + n % 5]])[1 + k], 'P', ${created} + make_interval(hours => k * 5)
    from generate_series(1, ${LEADS}) n, generate_series(0, 1) k;
    insert into feedback (portal_id, entity_type_id, item_id, kind, label, answers, prefilled, warmth, reason, complete, unproven, author_id, route, evidence, version_no, given_at, dedupe_key)
    select ${portalId}, 1, n, 'verdict', (array['qualified', 'qualified', 'off_target', 'spam'])[1 + n % 4], '{"region":"met","category":"met","horizon":"met","budget":"met"}', '[]', 'hot', (array[null, null, 'no_budget', 'advertiser'])[1 + n % 4], true, false, 10, 'widget', '{"proven":true,"givenAs":"rep","callsMade":2}', 1, ${created} + make_interval(mins => n % 600), 'bench:' || n
    from generate_series(1, ${LEADS}) n where n % 10 > 0;
    insert into review (portal_id, review_id, feedback_id, entity_type_id, item_id, side, label, by_share, by_audit, chosen_at) overriding system value
    select ${portalId}, feedback_id, feedback_id, 1, item_id, 'marketing', label, true, false, given_at from feedback where portal_id = ${portalId} and label <> 'qualified';
    insert into review_standing (portal_id, review_id, revision, state, rank, side, label, entity_type_id, item_id, by_audit, chosen_at, reviewed_at, proposed_label, ruled_at)
    select portal_id, review_id, 2, (array['accepted', 'upheld', 'lapsed'])[1 + item_id % 3], 1, side, label, 1, item_id, false, chosen_at, (array[chosen_at + interval '3 hours', chosen_at + interval '5 hours', null])[1 + item_id % 3], (array[null, 'qualified', null])[1 + item_id % 3], (array[null, chosen_at + interval '20 hours', null])[1 + item_id % 3]
    from review where portal_id = ${portalId};
    analyze item; analyze stage_move; analyze feedback; analyze review_standing;`)
}
