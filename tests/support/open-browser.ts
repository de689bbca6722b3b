import type { Browser } from 'playwright-core'
import { existsSync } from 'node:fs'
import process from 'node:process'
import packagedChromium from '@sparticuz/chromium'
import { chromium } from 'playwright-core'

/** Debian's browser. */
const systemChromium = '/usr/bin/chromium'

/** Everything that would talk to the network by itself is off. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Which browser to take; `auto` prefers the system's unless `TEST_BROWSER=packaged` asks for what a machine without one uses. */
export type BrowserChoice = 'auto' | 'system' | 'packaged'

/**
 * A real Chromium: the system's if there is one, else the one that came with the dependencies. Close it yourself.
 * @param choice which one
 * @param more flags of this one browser
 * @throws Error when neither starts
 */
export async function openBrowser(choice: BrowserChoice = 'auto', more: readonly string[] = []): Promise<Browser> {
  const hasSystem = process.env.TEST_BROWSER !== 'packaged' && existsSync(systemChromium)
  if (choice === 'system' || (choice === 'auto' && hasSystem))
    return await chromium.launch({ executablePath: systemChromium, args: [...flags, ...more] })
  packagedChromium.setGraphicsMode = false
  return await chromium.launch({ executablePath: await packagedChromium.executablePath(), args: [...flags, ...more] })
}
