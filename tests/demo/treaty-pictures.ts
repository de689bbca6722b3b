import type { Page } from 'playwright-core'
import { TREATY_STEPS } from '../../widgets/treaty/treaty-steps.ts'
import { openSpineScene, staff } from '../support/spine-scene.ts'

/** A picture of each step of the treaty workshop, as the head of marketing sees the draft of a fresh installation. */
export async function takeTreatyPictures(take: (page: Page, name: string) => Promise<void>): Promise<void> {
  const scene = await openSpineScene({ leads: 300, signed: false })
  await scene.settle()
  const { page } = await scene.logIn(staff.cmo, { width: 1280, height: 1060 })
  const treaty = await scene.openHome(page)
  await treaty.getByRole('link', { name: 'Договор' }).click()
  await treaty.locator('.signed').waitFor()
  for (const step of TREATY_STEPS) {
    await treaty.locator(`[data-step="${step}"]`).click()
    if (step === 'sign') {
      await treaty.getByRole('button', { name: 'Посчитать' }).click()
      await treaty.locator('.preview__rows').waitFor()
    }
    await take(page, `treaty-${step}`)
  }
  await scene.close()
}
