import type { IncomingMessage } from 'node:http'
import type { FileGuard } from './file-guard.ts'
import type { TokenSource } from './token-source.ts'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { PortalUnreachableError } from './portal-errors.ts'

/** A file to fetch. `takesToken`: our access token goes to the end of the address, which must be the portal's own. */
export interface FileAddress {
  readonly url: string
  readonly takesToken: boolean
}

/** What the other side answered; whoever gets it reads `body` or destroys it. */
export interface FileAnswer {
  readonly status: number
  /** Lower case, without parameters; '' when there is none. */
  readonly type: string
  /** Bytes of this answer; null when it does not say. */
  readonly length: number | null
  /** `content-range` of a 206 or 416. */
  readonly contentRange: string | null
  readonly body: IncomingMessage
}

/** Fetches a file as a stream. */
export type FetchFile = (portalId: number, address: FileAddress, range: string | null) => Promise<FileAnswer>

/** A telephony that has not begun to answer by then is not going to. */
const FIRST_BYTE_MS = 15_000
/** No byte for so long: the line is dead. A listener who pauses asks anew later. */
const SILENCE_MS = 60_000
const MAX_REDIRECTS = 3

/**
 * GET with the headers a portal wants for files. Addresses are judged before each step, also after a redirect, names again while they are
 * resolved; our token never leaves the portal's origin, and no address is ever logged.
 * @throws PrivateAddressError when the address, or where it leads, is refused
 * @throws PortalUnreachableError when nothing answers
 * @see bitrix24 docs, general principles: file links
 */
export function createFetchFile({ tokens, guard }: { tokens: TokenSource, guard: FileGuard }): FetchFile {
  return async (portalId, address, range) => {
    const access = await tokens.read(portalId)
    const origin = new URL(access.clientEndpoint).origin
    let url = ownAddress(address, origin, access.accessToken)
    for (let step = 0; ; step += 1) {
      const answer = await get(url, range, guard.judge(url, origin), origin)
      const { location } = answer.headers
      const isRedirect = answer.statusCode !== undefined && answer.statusCode >= 301 && answer.statusCode <= 308 && answer.statusCode !== 304
      if (!isRedirect || location === undefined)
        return read(answer)
      answer.destroy()
      if (step >= MAX_REDIRECTS)
        throw new PortalUnreachableError('too many redirects', { method: 'file' })
      url = withoutToken(new URL(location, url), origin)
    }
  }
}

/** The address of an activity's file on the stored origin with our token; any other one loses a token that would leave the portal. */
function ownAddress({ url, takesToken }: FileAddress, origin: string, accessToken: string): URL {
  const parsed = new URL(url, origin)
  if (!takesToken)
    return withoutToken(parsed, origin)
  const own = new URL(parsed.pathname + parsed.search, origin)
  own.searchParams.set('auth', accessToken)
  return own
}

function withoutToken(url: URL, origin: string): URL {
  if (url.origin !== origin)
    url.searchParams.delete('auth')
  return url
}

function get(url: URL, range: string | null, agent: ReturnType<FileGuard['judge']>, origin: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      agent,
      headers: {
        'user-agent': 'Mozilla/5.0 (compatible; PeaceTreaty)',
        'accept': 'audio/*,application/octet-stream;q=0.9,*/*;q=0.1',
        'accept-language': 'en',
        'accept-encoding': 'identity',
        'referer': `${origin}/`,
        ...(range === null ? {} : { range }),
      },
    })
    const timer = setTimeout(() => request.destroy(new Error('no answer in time')), FIRST_BYTE_MS)
    const fail = (cause: unknown): void => {
      clearTimeout(timer)
      reject(cause instanceof Error && cause.name === 'PrivateAddressError' ? cause : new PortalUnreachableError('no file came', { method: 'file', cause }))
    }
    request.on('error', fail)
    request.on('response', (answer) => {
      clearTimeout(timer)
      answer.setTimeout(SILENCE_MS, () => answer.destroy(new Error('the line is silent')))
      resolve(answer)
    })
    request.end()
  })
}

function read(answer: IncomingMessage): FileAnswer {
  const length = Number(answer.headers['content-length'])
  return {
    status: answer.statusCode ?? 0,
    type: (answer.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase(),
    length: answer.headers['content-length'] !== undefined && Number.isSafeInteger(length) ? length : null,
    contentRange: answer.headers['content-range'] ?? null,
    body: answer,
  }
}
