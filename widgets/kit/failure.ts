import { ApiError } from './api-client.ts'

/** Which sentence a failed page shows; `said` is the server's own sentence when it has one. */
export interface Failure {
  key: 'page.failed.offline' | 'page.failed.silent' | 'page.failed.outside' | 'page.failed.host' | 'page.failed.refused' | 'page.failed.unknown'
  said: string
}

/** Sorts any error of a page into the few that a person can act on. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) {
    if (error.status === 0)
      return { key: error.code === 'silent' ? 'page.failed.silent' : 'page.failed.offline', said: '' }
    if (error.status < 500)
      return { key: 'page.failed.refused', said: error.message }
    return { key: 'page.failed.unknown', said: '' }
  }
  if (error instanceof Error && 'code' in error && (error.code === 'frame_silent' || error.code === 'frame_outside'))
    return { key: error.code === 'frame_silent' ? 'page.failed.host' : 'page.failed.outside', said: '' }
  return { key: 'page.failed.unknown', said: '' }
}
