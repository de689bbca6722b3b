import type { Params } from './method.ts'
import { closeSync, openSync, writeSync } from 'node:fs'

/** Keeps one JSON line per call: `{"method","params","status"}`. */
export interface RestLog {
  write: (call: { method: string, params: Params, status: number }) => void
  close: () => void
}

/** A log that is on disk when the call is answered; without a file nothing is written. */
export function openRestLog(file: string | undefined): RestLog {
  if (!file)
    return { write: () => undefined, close: () => undefined }
  const descriptor = openSync(file, 'a')
  return {
    write: call => writeSync(descriptor, `${JSON.stringify(call, withoutSecrets)}\n`),
    close: () => closeSync(descriptor),
  }
}

const secretKeys = /^auth$|^auth_id$|^refresh_id$|token$|secret|password/i

function withoutSecrets(key: string, value: unknown): unknown {
  return secretKeys.test(key) && typeof value !== 'object' ? '***' : value
}
