import type { SessionAnswer } from '../../src/contracts/api/session.schema.ts'
import type { Demo } from '../demo/start-demo.ts'

/** Asks our API as one person: GET without a body, POST with one. @throws Error with the status and the text of a refusal */
export type AskAs = <Answer>(path: string, body?: object) => Promise<Answer>

/** Opens a session for somebody, as his page does. */
export async function askAs({ running: { portal }, appId, appUrl }: Pick<Demo, 'running' | 'appId' | 'appUrl'>, userId: number): Promise<AskAs> {
  const { accessToken } = portal.tokens.issue({ appId, userId })
  const ask = async <Answer>(path: string, body: object | undefined, token: string): Promise<Answer> => {
    const answer = await fetch(appUrl + path, { method: body ? 'POST' : 'GET', headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) })
    if (!answer.ok)
      throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    // The cast: the server parsed its answer before it left.
    return await answer.json() as Answer
  }
  const { token } = await ask<SessionAnswer>('/api/session', { memberId: portal.settings.memberId, accessToken }, '')
  return (path, body) => ask(path, body, token)
}
