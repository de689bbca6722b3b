import type { Portal } from '../portal.ts'

/** Who calls: a person through an application's token, or through an inbound webhook (then `appId` is null). */
export interface Caller {
  userId: number
  /** Local number of the calling application (`app.info` ID); null for a webhook. */
  appId: number | null
  /** The access token of the call; null for a webhook. */
  accessToken: string | null
  /** Granted scopes; the webhook of the administrator holds all. */
  scopes: ReadonlySet<string>
}

/** Parsed input of one call: JSON, form and query merged, bracket keys nested, `auth` and universal keys removed. */
export type Params = Record<string, unknown>

/** What a method answers; `next` and `total` only for lists. */
export interface MethodAnswer {
  result: unknown
  next?: number
  total?: number
}

/** One call in flight. */
export interface Call {
  portal: Portal
  caller: Caller
  params: Params
}

/** One REST method of the stand-in. Its scope, parameters and errors are checked by the contract before `run`. */
export interface Method {
  /** Documented spelling, e.g. `crm.item.list`; matched without regard to case. */
  name: string
  /** Refused for webhooks with WRONG_AUTH_TYPE (403) when true. */
  appOnly?: boolean
  /** Refused inside `batch` with ERROR_BATCH_METHOD_NOT_ALLOWED when false. @default true */
  batchable?: boolean
  /**
   * @throws RestError for every documented refusal
   */
  run: (call: Call) => MethodAnswer | Promise<MethodAnswer>
}

/** Keeps the literal readable and typed: `export const profile = method({ name: 'profile', run: … })`. */
export function method(definition: Method): Method {
  return definition
}
