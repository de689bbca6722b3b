import type { InstallState } from '../../src/contracts/api/install.schema.ts'
import type { SessionAnswer } from '../../src/contracts/api/session.schema.ts'
import type { Portal } from '../portal/portal.ts'
import { frameRequest } from '../portal/apps/frame-request.ts'

/** Which application an administrator installs, and what he answers where he does not take the proposal. */
export interface RunWizardOptions {
  portal: Portal
  /** Local number of the application in the portal. */
  appId: number
  /** Origin of the application. */
  url: string
  /** Answers by step and question. */
  choices?: Record<string, Record<string, string[]>>
  /** Questions of which every option is chosen, e.g. `clientFree`. */
  chooseAll?: readonly string[]
}

/** The administrator of the stand-in portal. */
const ADMIN = 1

/**
 * Installs the application as an administrator would in the browser, through the same doors: opens the installer, runs every
 * step, answers as proposed. Does not finish: `portal.apps.finishInstall` does.
 * @throws Error with the server's own sentence when a door stays shut
 */
export async function runWizard({ portal, appId, url, choices = {}, chooseAll = [] }: RunWizardOptions): Promise<InstallState> {
  if (portal.apps.get(appId)?.state !== 'installing')
    portal.apps.install(appId, ADMIN)
  const frame = frameRequest(portal, { appId, userId: ADMIN, placement: 'DEFAULT' })
  await read(await fetch(frame.url, { method: 'POST', body: new URLSearchParams(frame.fields) }))
  const ask = await openSession({ portal, appId, url, userId: ADMIN })
  let state = await ask<InstallState>('/api/install')
  for (const { code } of state.steps) {
    state = await ask<InstallState>(`/api/install/steps/${code}`, {})
    const step = state.steps.find(candidate => candidate.code === code)
    if (step?.state === 'needs_choice')
      state = await ask<InstallState>(`/api/install/steps/${code}`, { choices: { ...proposedAnswers(step.choices, chooseAll), ...choices[code] } })
  }
  return state
}

/** Asks our API as one employee of the portal; a body makes it a POST. @throws DOMException TimeoutError */
export type Ask = <Answer>(path: string, body?: unknown) => Promise<Answer>

/** Opens a session with a fresh token of that person. @throws Error when it is refused */
export async function openSession({ portal, appId, url, userId, timeoutMs = 60_000 }: { portal: Portal, appId: number, url: string, userId: number, timeoutMs?: number }): Promise<Ask> {
  const { accessToken } = portal.tokens.issue({ appId, userId })
  const answer = await fetch(`${url}/api/session`, { ...jsonPost({ memberId: portal.settings.memberId, accessToken }), signal: AbortSignal.timeout(timeoutMs) })
  const { token } = JSON.parse(await read(answer)) as SessionAnswer
  return async <Answer>(path: string, body?: unknown) => {
    const init = body === undefined ? { headers: {} } : jsonPost(body)
    const headers = { ...init.headers, authorization: `Bearer ${token}` }
    return JSON.parse(await read(await fetch(`${url}${path}`, { ...init, headers, signal: AbortSignal.timeout(timeoutMs) }))) as Answer
  }
}

function jsonPost(body: unknown): { method: string, headers: Record<string, string>, body: string } {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

async function read(response: Response): Promise<string> {
  const text = await response.text()
  if (!response.ok)
    throw new Error(`${new URL(response.url).pathname}: ${response.status} ${text}`)
  return text
}

function proposedAnswers(choices: InstallState['steps'][number]['choices'], chooseAll: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(choices.map(({ name, kind, options, proposed }) => {
    if (kind === 'confirm')
      return [name, ['yes']]
    return [name, chooseAll.includes(name) ? options.map(({ value }) => value) : proposed]
  }))
}
