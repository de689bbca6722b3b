import { expect, it } from 'vitest'
import { listAnswerSchema } from '../../../src/contracts/api/figures-answers.schema.ts'
import { figuresListQuerySchema, figuresQuerySchema } from '../../../src/contracts/api/figures-query.schema.ts'
import { DAY_MS, dayText, instantOf } from '../../../src/domain/local-time.ts'
import { readList } from '../../../src/figures/query/read-list.ts'
import { readMarketing } from '../../../src/figures/query/read-speed.ts'
import { refreshFigures } from '../../../src/figures/refresh/refresh-figures.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { bruteForce } from '../../support/figures/brute-force.ts'
import { bruteSums } from '../../support/figures/brute-sums.ts'
import { loadWorld } from '../../support/figures/load-world.ts'
import { randomWorld } from '../../support/figures/random-world.ts'

const VIEWER = { userId: 1, roles: ['cmo'], teamUserIds: [], language: 'en' } as const
const PORTALS = 4

describeOnBothEngines('what marketing changed', (engine) => {
  it('shows the target share of its source in the four weeks before and since, and both numbers open lists of that many', async () => {
    for (let seed = 0; seed < PORTALS; seed++) {
      const world = randomWorld(seed + 70_000)
      const { portalId, deps } = await loadWorld(engine.store, world)
      await refreshFigures(deps, portalId)
      const leads = bruteForce(world).leads
      const middle = leads.map(lead => lead.days.created).sort((one, other) => one - other)[Math.floor(leads.length / 2)]!
      const happenedAt = instantOf(middle, 600, world.timeZone)
      const marked = leads.find(lead => lead.source !== '' && lead.campaign !== '')
      for (const [index, [sourceId, utmCampaign]] of ([[null, null], ['WEB', null], [marked?.source ?? 'WEB', marked?.campaign ?? 'x'], ['NOBODY', null]] as const).entries())
        await engine.store.marketingChanges.add(portalId, { sourceId, utmCampaign, label: null, reason: null, words: `change ${index}`, authorId: 1, happenedAt, recordedAt: happenedAt, clientKey: `change-${seed}-${index}` })
      const asked = figuresQuerySchema.parse({ from: dayText(middle), to: dayText(middle + 1) })
      const { changes } = await readMarketing(deps, portalId, VIEWER, asked)
      if (changes.state !== 'ready')
        throw new Error('The changes are missing.')
      expect(changes.changes).toHaveLength(4)
      for (const { sourceId, campaign, effect } of changes.changes) {
        const meant = leads.filter(lead => (sourceId === null || lead.source === sourceId) && (campaign === null || lead.campaign.toLowerCase() === campaign.toLowerCase()))
        for (const { from, to, targetShare } of [effect.before, effect.after]) {
          const sums = bruteSums(meant.filter(lead => dayText(lead.days.created) >= from && dayText(lead.days.created) < to), world.now)
          expect([targetShare.numerator.value, targetShare.denominator.value], `${seed} ${sourceId} ${campaign} ${from}`).toEqual([sums.qualified, sums.share_base])
          const list = await readList(deps, portalId, VIEWER, figuresListQuerySchema.parse({ from, to, list: targetShare.denominator.list, ...sourceId !== null && { source: sourceId }, ...campaign !== null && { campaign } }))
          expect(listAnswerSchema.parse(list).total).toBe(targetShare.denominator.value)
        }
        expect([effect.before.from, effect.before.to, effect.after.from]).toEqual([dayText(middle - 28), dayText(middle), dayText(middle)])
        expect(Date.parse(effect.after.to)).toBeLessThanOrEqual((middle + 28) * DAY_MS)
      }
    }
  })
})
