import type { Frame, Page } from 'playwright-core'
import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { SpineScene } from '../support/spine-scene.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldFrame, openSpineScene, openTab, ownFrames, PATIENCE_MS, staff, verdictButton } from '../support/spine-scene.ts'

let scene: SpineScene
let lead: CrmItem
let judged: CrmItem

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const patiently = { timeout: PATIENCE_MS }

/** What the checker of accessibility tells. */
interface Finding { id: string, impact: string | null, nodes: { html: string, failureSummary?: string }[] }

beforeAll(async () => {
  scene = await openSpineScene()
  const { crm } = scene.running.portal
  const asRep = { kind: 'user', userId: staff.rep, appId: null } as const
  lead = scene.addLead({ title: 'Длинноесловобезпробелов'.repeat(4) })
  judged = scene.addLead({ title: 'С вердиктом', stageId: 'IN_PROCESS' })
  crm.convertLead(lead.id, { contact: false, company: false, deal: true }, asRep)
  crm.update(1, judged.id, { stageId: 'PROCESSED' }, asRep, 'kanban')
  await scene.settle()
})
afterAll(() => scene.close())

/** Each of our pages as its reader first sees it, ready; answers the frame to look at. */
const pages: Record<string, { userId: number, open: (page: Page) => Promise<unknown> }> = {
  'field of a stopped lead': { userId: staff.rep, open: page => page.goto(scene.cardUrl(lead)).then(() => fieldFrame(page).getByText(/Сделка ждёт|Its deal waits/).waitFor()) },
  'field with criteria': {
    userId: staff.rep,
    async open(page) {
      await page.goto(scene.cardUrl(lead))
      await verdictButton(fieldFrame(page), 'qualified').click()
      await fieldFrame(page).getByRole('button', { name: /Потребность|Need/ }).click()
    },
  },
  'field with reasons': { userId: staff.rep, open: page => page.goto(scene.cardUrl(lead)).then(() => verdictButton(fieldFrame(page), 'off_target').click()) },
  'tab with criteria': {
    userId: staff.rep,
    async open(page) {
      await page.goto(scene.cardUrl(lead))
      const tab = await openTab(page)
      await verdictButton(tab, 'qualified').click()
      await tab.getByRole('button', { name: /Всё подходит|All met/ }).waitFor()
    },
  },
  'tab with reasons': { userId: staff.rep, open: page => page.goto(scene.cardUrl(judged)).then(() => openTab(page)).then(tab => verdictButton(tab, 'spam').click()) },
  'home of a rep': { userId: staff.rep, open: page => scene.openHome(page).then(home => home.locator('.items').waitFor()) },
  'home of the head of sales': { userId: staff.rop, open: page => scene.openHome(page).then(home => home.locator('.gate').waitFor()) },
  'home of an administrator': { userId: staff.admin, open: page => scene.openHome(page).then(home => home.locator('.gate').waitFor()) },
  'ledger': {
    userId: staff.rop,
    async open(page) {
      const home = await scene.openHome(page)
      await home.getByRole('link', { name: /Нарушения|Bypass/ }).click()
      await home.locator('.table').waitFor()
    },
  },
  'wizard, opened again': {
    userId: staff.admin,
    async open(page) {
      const home = await scene.openHome(page)
      await home.getByRole('link', { name: /Установка|Installation/ }).click()
      await home.locator('.wizard__steps').waitFor()
    },
  },
}

/** The frame in front: the tab's or the page's, or the field's on a plain card. */
function frameOf(page: Page): Frame {
  const frame = ownFrames(page, scene.appUrl).at(-1)
  if (!frame)
    throw new Error(`No frame of ours on ${page.url()}`)
  return frame
}

/** How far content sticks out of a document, in pixels: to the right, and below the frame. */
function excessOf(frame: Frame | Page): Promise<number[]> {
  return frame.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return [Math.max(0, scrollWidth - clientWidth), Math.max(0, scrollHeight - clientHeight)]
  })
}

/** Widths a page is tried at; the window grows and shrinks under it as under a hand. */
const widths = { ru: [1280, 360, 1920], en: [1280, 420] } as const

describe.each(Object.entries(pages))('%s', (_, { userId, open }) => {
  it.each(['ru', 'en'] as const)('in %s: no serious accessibility fault, no sideways scroll, no scroll bar inside the frame at any width', async (language) => {
    const { page } = await scene.logIn(userId, { language })
    await open(page)
    const frame = frameOf(page)
    expect(await frame.evaluate(() => document.documentElement.lang)).toBe(language)
    await frame.evaluate(axe)
    const violations = await frame.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then(result => result.violations)') as Finding[]
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))).toEqual([])
    for (const width of widths[language]) {
      await page.setViewportSize({ width, height: 900 })
      await expect.poll(() => excessOf(frame), { ...patiently, message: `at ${width} px` }).toEqual([0, 0])
      expect((await excessOf(page))[0]).toBe(0)
    }
    await page.close()
  })
})

describe('outside a portal', () => {
  it.each(['/placement/feedback-field', '/placement/lead-tab', '/app', '/app?page=ledger', '/install'])('the page %s says where it belongs', async (path) => {
    const { page } = await scene.logIn(staff.rep)
    for (const [language, sentence] of [['ru', /только в карточке Битрикс24|внутри Битрикс24/], ['en', /only inside a Bitrix24 card|inside Bitrix24/]] as const) {
      const address = new URL(path, scene.appUrl)
      address.searchParams.set('LANG', language)
      await page.goto(address.href)
      await page.getByRole('alert').getByText(sentence).waitFor()
    }
    await page.close()
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
