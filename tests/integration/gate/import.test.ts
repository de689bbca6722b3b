import { afterAll, describe, expect, it } from 'vitest'
import { prepareEngine } from '../../support/engines.ts'
import { openGateScene, PEOPLE } from '../../support/gate-scene.ts'

const ROWS = 20_000

describe('an import of 20,000 leads into the converted stage', () => {
  const engine = prepareEngine()
  let close = async (): Promise<void> => {}
  afterAll(() => close())

  it('trips the brake: thirty are answered, every row is in the ledger, the head of sales hears of it once', async () => {
    const scene = await openGateScene(engine.store, { seed: 900 })
    close = scene.close
    const csv = ['Название;Стадия;Ответственный', ...Array.from({ length: ROWS }, (_, row) => `Импорт ${row};CONVERTED;${PEOPLE.rep}`)].join('\n')
    const report = scene.portal.crm.importCsv(csv, { kind: 'user', userId: PEOPLE.admin, appId: null })
    expect(report.imported).toHaveLength(ROWS)
    await scene.settle()
    const row = await scene.portalRow()
    expect(row.brakeReason).not.toBeNull()
    const answered = await scene.store.breaches.countOutcomesSince(scene.portalId, ['returned', 'held', 'notice'], 0)
    expect(answered).toBeGreaterThan(0)
    expect(answered).toBeLessThanOrEqual(30)
    expect(await scene.store.breaches.count(scene.portalId, {})).toBe(ROWS)
    expect(scene.portal.work.notifications.of(PEOPLE.rop).filter(one => one.text.includes('тормозом'))).toHaveLength(1)
  }, 300_000)
})
