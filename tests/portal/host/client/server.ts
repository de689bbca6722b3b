import { word } from './boot.ts'

/** A refusal of the portal with its words for the person. */
export class Refusal extends Error {
  readonly code: string
  readonly details: Record<string, unknown>

  constructor(code: string, message: string, details: Record<string, unknown>) {
    super(message)
    this.code = code
    this.details = details
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...init })
  }
  catch {
    throw new Refusal('NETWORK', word('error.network'), {})
  }
  if (answer.ok)
    return answer
  const body = await answer.json().catch(() => ({})) as Record<string, unknown>
  throw new Refusal(String(body.error ?? answer.status), String(body.message || word('error.server')), body)
}

/** Asks the portal for a change. @throws Refusal */
export async function send<T = Record<string, unknown>>(path: string, input: unknown = {}): Promise<T> {
  const answer = await ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) })
  return await answer.json() as T
}

/** Reads data. @throws Refusal */
export async function read<T>(path: string): Promise<T> {
  return await (await ask(path, {})).json() as T
}

/** Reads a piece of a page. @throws Refusal */
export async function readMarkup(path: string): Promise<string> {
  return await (await ask(path, {})).text()
}
