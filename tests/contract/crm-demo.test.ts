import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { RunningPortal } from '../portal/start-portal.ts'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPortal } from '../portal/create-portal.ts'
import { channels } from '../portal/demo/channels.ts'
import { habits } from '../portal/demo/habits.ts'
import { seedDemo } from '../portal/demo/seed-demo.ts'
import { startPortal } from '../portal/start-portal.ts'

const weekMs = 7 * 24 * 3_600_000
const everyone = { kind: 'system' } as const
let running: RunningPortal
let leads: CrmItem[]
let deals: CrmItem[]

function all(portal: RunningPortal['portal'], entityTypeId: 1 | 2): CrmItem[] {
  return portal.crm.list(entityTypeId, { limit: 100_000 }, everyone).items
}

function settings(language: 'ru' | 'en') {
  return { memberId: '0'.repeat(32), origin: 'http://127.0.0.1', oauthOrigin: 'http://127.0.0.1', language, timeZone: 'Europe/Moscow', currency: 'RUB' }
}

beforeAll(async () => {
  running = await startPortal({ demoLeads: 2000 })
  leads = all(running.portal, 1)
  deals = all(running.portal, 2)
})
afterAll(() => running.close())

describe('the demo story', () => {
  it('has two thousand leads over 26 weeks, oldest first, none in the future', () => {
    const now = running.portal.clock.now()
    const births = leads.map(lead => lead.createdTime)
    expect(leads).toHaveLength(2000)
    expect(births).toEqual([...births].sort((a, b) => a - b))
    expect(Math.min(...births)).toBeGreaterThan(now - 26 * weekMs - 60_000)
    expect(new Set(births.map(at => Math.floor((now - at) / weekMs))).size).toBe(26)
    expect(Math.max(...leads.map(lead => lead.updatedTime))).toBeLessThanOrEqual(now)
  })

  it('comes from six sources, one with quotes and an emoji, and some leads name no source or campaign', () => {
    const sources = new Set(leads.map(lead => lead.sourceId))
    expect([...sources].filter(Boolean)).toHaveLength(6)
    expect(sources.has(undefined)).toBe(true)
    const named = running.portal.crm.directories.list('SOURCE').map(row => row.name)
    expect(named).toContainEqual(expect.stringMatching(/".*🏡/))
    expect(leads.some(lead => lead.utmSource !== undefined && lead.utmCampaign === undefined)).toBe(true)
    expect(leads.some(lead => lead.utmSource === undefined)).toBe(true)
  })

  it('shows five reps with different habits', () => {
    const junkShare = new Map(habits.map(({ kind, userId }) => {
      const closed = leads.filter(lead => lead.assignedById === userId && lead.dateClosed !== undefined)
      return [kind, closed.filter(lead => lead.stageId === 'JUNK').length / closed.length]
    }))
    expect(junkShare.get('all spam')).toBeGreaterThan(0.75)
    expect(junkShare.get('all qualified')).toBeLessThan(0.5)
    const waits = (kind: string): number => {
      const own = leads.filter(lead => lead.assignedById === habits.find(habit => habit.kind === kind)?.userId && lead.stageId !== 'NEW')
      const hours = own.map(lead => ((running.portal.crm.history(1).ofOwner(lead.id)[1]?.createdAt ?? 0) - lead.createdTime) / 3_600_000).sort((a, b) => a - b)
      return hours[Math.floor(hours.length / 2)] ?? 0
    }
    expect(waits('late')).toBeGreaterThan(5 * waits('honest'))
    const pasted = habits.find(habit => habit.kind === 'pasted comment')
    expect(new Set(leads.filter(lead => lead.assignedById === pasted?.userId).map(lead => lead.comments).filter(Boolean))).toEqual(new Set([pasted?.pastedComment.ru]))
  })

  it('tells the driver, and nobody else, what each lead truly was', () => {
    const story = running.story
    expect(leads.every(lead => story?.truthOf(lead.id) !== undefined)).toBe(true)
    expect(new Set(leads.map(lead => story?.truthOf(lead.id)))).toEqual(new Set(['qualified', 'off target', 'spam']))
    expect(story?.truthOf(999_999)).toBeUndefined()
  })

  it('names goods in part of the leads with an amount; their sum is the amount, and the deal has the same', () => {
    const { productRows } = running.portal.crm
    const written = leads.filter(lead => productRows.of('L', lead.id).length > 0)
    const named = leads.filter(lead => lead.opportunity !== undefined)
    expect(written.length).toBeGreaterThan(named.length / 2)
    expect(written.length).toBeLessThan(named.length)
    expect(written.filter(lead => productRows.total('L', lead.id) !== lead.opportunity)).toEqual([])
    expect(new Set(written.map(lead => productRows.of('L', lead.id)[0]?.productName)).size).toBe(4)
    const lines = (type: 'L' | 'D', id: number) => productRows.of(type, id).map(({ productName, price, quantity }) => ({ productName, price, quantity }))
    const made = deals.filter(deal => written.some(lead => lead.id === deal.leadId))
    expect(made.length).toBeGreaterThan(50)
    made.forEach(deal => expect(lines('D', deal.id)).toEqual(lines('L', Number(deal.leadId))))
  })

  it('converts leads into deals, wins some, loses others for a reason, and has repeat clients without leads', () => {
    const converted = leads.filter(lead => lead.stageId === 'CONVERTED')
    expect(converted.every(lead => deals.some(deal => deal.leadId === lead.id))).toBe(true)
    const lost = deals.filter(deal => running.portal.crm.stageOf(2, deal)?.semanticId === 'F')
    expect(lost.length).toBeGreaterThan(50)
    expect(lost.every(deal => typeof deal.UF_CRM_LOST_REASON === 'number')).toBe(true)
    expect(deals.filter(deal => running.portal.crm.stageOf(2, deal)?.semanticId === 'S').length).toBeGreaterThan(50)
    expect(deals.filter(deal => deal.leadId === undefined && deal.isReturnCustomer === 'Y').length).toBeGreaterThan(20)
    expect(new Set(deals.map(deal => deal.categoryId))).toEqual(new Set([0, 1]))
  })

  it('keeps a history that agrees with the items and never goes back in time', () => {
    for (const lead of leads) {
      const rows = running.portal.crm.history(1).ofOwner(lead.id)
      expect(rows[0]).toMatchObject({ typeId: 1, stageId: 'NEW', createdAt: lead.createdTime })
      expect(rows.at(-1)).toMatchObject({ stageId: lead.stageId, createdAt: lead.movedTime })
    }
    const ids = running.portal.crm.history(1).rows.map(row => row.id)
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
  })

  it('has calls with recordings on leads and their deals', () => {
    const { work } = running.portal
    const talks = work.calls.all().filter(call => call.durationSec > 0)
    expect(talks.length).toBeGreaterThan(1000)
    expect(talks.every(call => call.recordFileId !== null)).toBe(true)
    expect(talks.some(call => call.transcript !== null)).toBe(true)
    const deal = deals.find(one => one.leadId !== undefined)
    expect(work.activities.ofOwner({ entityTypeId: 2, entityId: deal?.id ?? 0 }).length).toBeGreaterThan(0)
  })

  it('knows no field of any application', () => {
    expect(running.portal.crm.userFields(1).map(field => field.fieldName).sort()).toEqual(['UF_CRM_BUDGET', 'UF_CRM_INSTALL_ON', 'UF_CRM_PRODUCT_GROUP', 'UF_CRM_REGION'])
  })

  it('is the same for the same seed and another for another', () => {
    const tell = (seed: number): unknown => {
      const portal = createPortal({ seed: 1, knobs: {}, settings: settings('ru') })
      const now = 1_790_000_000_000
      portal.clock.shift(now - portal.clock.now())
      portal.clock.now = () => now
      seedDemo(portal, { leads: 300, seed })
      return all(portal, 1)
    }
    expect(tell(5)).toEqual(tell(5))
    expect(tell(6)).not.toEqual(tell(5))
  })

  it('speaks English in an English portal', () => {
    const portal = createPortal({ seed: 1, knobs: {}, settings: settings('en') })
    seedDemo(portal, { leads: 50, seed: 1 })
    expect(all(portal, 1).some(lead => /\p{Script=Cyrillic}/u.test(`${lead.title} ${lead.name} ${lead.lastName}`))).toBe(false)
  })

  it('has channels whose parts add up to one', () => {
    expect(channels.reduce((sum, channel) => sum + channel.share, 0)).toBeCloseTo(1)
  })
})

describe('a hundred thousand leads', () => {
  it('are told in under a minute and fit into a gigabyte', async () => {
    const probe = fileURLToPath(new URL('./crm-size-probe.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', probe])
    const told = JSON.parse(stdout) as { leads: number, deals: number, seconds: number, rssMb: number, heapMb: number }
    expect(told.leads).toBe(100_000)
    expect(told.deals).toBeGreaterThan(20_000)
    expect(told.seconds).toBeLessThan(60)
    expect(told.rssMb).toBeLessThan(1000)
  }, 90_000)
})
