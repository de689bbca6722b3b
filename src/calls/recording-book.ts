import type { JoinedReads } from '../bitrix/joined-reads.ts'
import type { FoundCall } from './found-call.ts'
import type { FileKnown } from './recording-state.ts'
import { parseAnswer } from '../bitrix/parse-answer.ts'
import { PortalRefusedError } from '../bitrix/portal-errors.ts'
import { diskFileSchema } from '../contracts/rest/calls.schema.ts'

/** A file of the portal's disk with the address it can be fetched from; the address holds our token and stays on the server. */
export type DiskFile = { readonly size: number, readonly url: string } | 'gone' | 'closed'

/** What this process knows about recordings for a few minutes, so that playing begins without asking the portal first. */
export interface RecordingBook {
  /** Asks for the file, or remembers it. `anew` forgets first. @throws PortalCallError when the portal does not answer */
  file: (portalId: number, fileId: number, options?: { anew?: boolean }) => Promise<DiskFile>
  /** What the disk says about the recording of a call. */
  known: (portalId: number, call: Pick<FoundCall, 'callId' | 'sources'>) => Promise<FileKnown>
  /** Every address of it was tried in vain just now. */
  lose: (portalId: number, callId: string) => void
  keep: (portalId: number, itemKey: string, call: FoundCall) => void
  /** The call when it was listed for this item lately. */
  find: (portalId: number, itemKey: string, callId: string) => FoundCall | null
}

const KEEP_MS = 10 * 60_000
const KEEP_AT_MOST = 5_000

/** Entries that end by time; the oldest leaves when there are too many. */
function shelf<Value>(now: () => number): { get: (key: string) => Value | null, set: (key: string, value: Value) => void, drop: (key: string) => void } {
  const rows = new Map<string, { value: Value, at: number }>()
  return {
    get: (key) => {
      const row = rows.get(key)
      return row && now() - row.at < KEEP_MS ? row.value : null
    },
    set: (key, value) => {
      rows.delete(key)
      const [oldest] = rows.keys()
      if (rows.size >= KEEP_AT_MOST && oldest !== undefined)
        rows.delete(oldest)
      rows.set(key, { value, at: now() })
    },
    drop: key => void rows.delete(key),
  }
}

/** An empty book. @see bitrix24 docs, disk.file.get */
export function createRecordingBook({ reads, now }: { reads: JoinedReads, now: () => number }): RecordingBook {
  const files = shelf<DiskFile>(now)
  const calls = shelf<FoundCall>(now)
  const lost = shelf<true>(now)

  async function ask(portalId: number, fileId: number): Promise<DiskFile> {
    try {
      const { size, url } = parseAnswer(diskFileSchema, (await reads.read(portalId, { method: 'disk.file.get', params: { id: fileId } })).result, 'disk.file.get')
      return url === null ? 'closed' : { size, url }
    }
    catch (error) {
      if (error instanceof PortalRefusedError)
        return error.portalCode.includes('NOT_FOUND') ? 'gone' : 'closed'
      throw error
    }
  }

  async function file(portalId: number, fileId: number, { anew = false } = {}): Promise<DiskFile> {
    const key = `${portalId}/${fileId}`
    if (anew)
      files.drop(key)
    const kept = files.get(key)
    if (kept)
      return kept
    const read = await ask(portalId, fileId)
    files.set(key, read)
    return read
  }

  return {
    file,
    lose: (portalId, callId) => lost.set(`${portalId}/${callId}`, true),
    async known(portalId, { callId, sources }) {
      if (lost.get(`${portalId}/${callId}`))
        return 'lost'
      const [first] = sources
      if (first?.kind !== 'disk')
        return null
      const read = await file(portalId, first.fileId)
      return typeof read === 'string' ? read : { size: read.size }
    },
    keep: (portalId, itemKey, call) => calls.set(`${portalId}/${itemKey}/${call.callId}`, call),
    find: (portalId, itemKey, callId) => calls.get(`${portalId}/${itemKey}/${callId}`),
  }
}
