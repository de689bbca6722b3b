import type { Buffer } from 'node:buffer'

/** Where the bytes come from: kept, or made anew for each reading. */
export type FileContent
  = | { kind: 'bytes', bytes: Buffer }
    /** A telephone call: mono 8 kHz WAV of exactly this length, always the same for the same seed. */
    | { kind: 'voice', seed: string, durationMs: number }

/** A file of the portal's disk. */
export interface StoredFile {
  id: number
  name: string
  /** Media type, e.g. `audio/wav`. */
  type: string
  /** Bytes. */
  size: number
  createdBy: number
  createdAt: number
  content: FileContent
  /** Timeline record it hangs on: who sees the record may read the file. */
  activityId: number | null
}

/** Files of the portal. */
export interface Files {
  get: (id: number) => StoredFile | undefined
  list: () => Iterable<StoredFile>
  add: (file: { name: string, type?: string, content: FileContent, createdBy: number, createdAt?: number, activityId?: number | null }) => StoredFile
  remove: (id: number) => boolean
  /** Bytes of a part, end excluded; made on the spot. */
  read: (file: StoredFile, start: number, end: number) => Buffer
}
