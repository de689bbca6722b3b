import type { FetchFile, FileAddress, FileAnswer } from '../bitrix/fetch-file.ts'
import type { RefusalCode } from '../contracts/words/refusal-words.ts'
import type { FoundCall, RecordSource } from './found-call.ts'
import type { CallDeps } from './list-calls.ts'
import type { Ticket } from './recording-tickets.ts'
import { PrivateAddressError } from '../bitrix/portal-errors.ts'
import { itemKey } from '../domain/item-ref.ts'
import { refusal } from '../treaty/refusal.ts'
import { audioType } from './audio-type.ts'
import { callRefs } from './list-calls.ts'
import { readCalls } from './read-calls.ts'

/** What opening a recording takes. */
export type RecordingDeps = Pick<CallDeps, 'store' | 'reads' | 'book'> & { readonly fetchFile: FetchFile }

/** An open recording: whoever gets it reads or destroys `answer.body`. */
export interface OpenRecording {
  readonly answer: FileAnswer
  /** Forced: never what the other side says by itself. */
  readonly type: string
}

/** Largest recording served, bytes: five hours of the stand-in's plain sound, a day of a telephony's. */
export const MAX_RECORDING_BYTES = 512 * 1024 * 1024

/**
 * Opens the recording of a ticket whose person was proven. Each place it may lie at is tried in turn; when all links have ended, they are
 * read anew once, which also renews our token.
 * @throws HttpError `recording_none` 404, `recording_expired` 410, and 502 for what is no sound, too large, out of bounds or unreadable
 * @throws PortalCallError when the portal does not answer
 */
export async function openRecording(deps: RecordingDeps, ticket: Ticket, range: string | null): Promise<OpenRecording> {
  const { portalId, callId, language } = ticket
  const kept = deps.book.find(portalId, itemKey(ticket.item), callId)
  const first = kept && await openCall(deps, portalId, kept, { range, anew: false })
  const opened = first === null || first === 'recording_expired'
    ? await openCall(deps, portalId, await findAgain(deps, ticket), { range, anew: kept !== null })
    : first
  if (typeof opened === 'object')
    return opened
  if (opened === 'recording_expired')
    deps.book.lose(portalId, callId)
  throw refusal(opened, language, { details: { megabytes: MAX_RECORDING_BYTES / 1024 / 1024 } })
}

interface How {
  readonly range: string | null
  /** Forget what the disk said before. */
  readonly anew: boolean
}

async function openCall(deps: RecordingDeps, portalId: number, call: FoundCall | null, how: How): Promise<OpenRecording | RefusalCode> {
  let why: RefusalCode = 'recording_none'
  for (const source of call?.sources ?? []) {
    const opened = await openSource(deps, portalId, source, how)
    if (typeof opened === 'object')
      return opened
    // The reason of the best place counts: the first one that is not simply gone.
    if (why === 'recording_none' || why === 'recording_expired')
      why = opened
  }
  return why
}

/** Another process listed it, or it was long ago: the portal is asked again whether the item has such a call. */
async function findAgain({ store, reads, book }: RecordingDeps, { portalId, item: ref, callId }: Ticket): Promise<FoundCall | null> {
  const item = await store.items.get(portalId, ref)
  if (!item)
    return null
  const { calls } = await readCalls(reads, portalId, callRefs(item))
  calls.forEach(call => book.keep(portalId, itemKey(ref), call))
  return calls.find(call => call.callId === callId) ?? null
}

async function openSource(deps: RecordingDeps, portalId: number, source: RecordSource, { range, anew }: How): Promise<OpenRecording | RefusalCode> {
  const address = await addressOf(deps, portalId, source, anew)
  if (typeof address === 'string')
    return address
  try {
    const answer = await deps.fetchFile(portalId, address, range)
    const judged = judge(answer)
    if (typeof judged === 'string')
      answer.body.destroy()
    return judged
  }
  catch (error) {
    if (error instanceof PrivateAddressError)
      return 'recording_address'
    throw error
  }
}

async function addressOf({ book }: RecordingDeps, portalId: number, source: RecordSource, anew: boolean): Promise<FileAddress | RefusalCode> {
  if (source.kind !== 'disk')
    return URL.canParse(source.url, 'https://portal.invalid') ? { url: source.url, takesToken: source.kind === 'activity' } : 'recording_address'
  const file = await book.file(portalId, source.fileId, { anew })
  if (file === 'gone')
    return 'recording_expired'
  return file === 'closed' ? 'recording_unreadable' : { url: file.url, takesToken: false }
}

function judge(answer: FileAnswer): OpenRecording | RefusalCode {
  const { status, length } = answer
  if ([401, 403, 404, 410].includes(status))
    return 'recording_expired'
  if (status !== 200 && status !== 206 && status !== 416)
    return 'recording_unreadable'
  const type = status === 416 ? 'audio/mpeg' : audioType(answer.type)
  if (type === null)
    return 'recording_not_audio'
  return length !== null && length > MAX_RECORDING_BYTES ? 'recording_too_large' : { answer, type }
}
