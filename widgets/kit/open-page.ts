import type { SessionAnswer } from '../../src/contracts/api/session.schema.ts'
import type { Language } from '../../src/domain/words.ts'
import type { PageContext } from './page-context.ts'
import { createApiClient, postSession } from './api-client.ts'
import { createFormats } from './format.ts'
import { openFrame } from './frame.ts'

/**
 * Connects a page: portal first, then our server.
 * @throws FrameSilentError outside a portal
 * @throws ApiError when our server refuses or cannot be reached
 */
export async function openPage(language: Language): Promise<PageContext> {
  const frame = await openFrame()
  const request = async (isRenewal: boolean): Promise<SessionAnswer> =>
    postSession<SessionAnswer>({ memberId: frame.memberId, accessToken: isRenewal ? await frame.refresh() : frame.accessToken() }, language)
  const session = await request(false)
  let first: string | null = session.token
  const api = createApiClient({
    async openSession(isRenewal) {
      const known = isRenewal ? null : first
      first = null
      return known ?? (await request(isRenewal)).token
    },
  })
  return { frame, api, session, language, formats: createFormats({ language, timeZone: session.portal.timeZone, currency: session.portal.currency }) }
}
