import type { Buffer } from 'node:buffer'
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Portal } from '../portal.ts'

/** One HTTP request with its answer. Exactly one of the reply verbs is called. */
export interface Exchange {
  portal: Portal
  request: IncomingMessage
  response: ServerResponse
  method: string
  /** Absolute, slashes of the path collapsed. */
  url: URL
  headers: IncomingHttpHeaders
  cookies: Readonly<Record<string, string>>
  /** Groups of the route's expression, named or by number from "1"; percent-decoded. */
  captures: Readonly<Record<string, string>>
  /**
   * Body as JSON or form by its content type, bracket keys nested; `{}` without a body.
   * @throws RestError 400 for malformed JSON, 413 over the size limit
   */
  body: () => Promise<Record<string, unknown>>
  /** The untouched bytes. @throws RestError 413 over the size limit */
  rawBody: () => Promise<Buffer>
  json: (value: unknown, status?: number, headers?: OutgoingHttpHeaders) => void
  html: (markup: string, status?: number, headers?: OutgoingHttpHeaders) => void
  text: (words: string, status?: number, headers?: OutgoingHttpHeaders) => void
  /** @default status 302 */
  redirect: (location: string, status?: number, headers?: OutgoingHttpHeaders) => void
  /** Any bytes with any headers (files, ranges). */
  send: (bytes: Buffer, status: number, headers: OutgoingHttpHeaders) => void
}

/** One address of the server. `HEAD` is answered by the `GET` route without a body. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ANY'
  /** A whole path, or an expression that must match the whole path. */
  path: string | RegExp
  handle: (exchange: Exchange) => Promise<void> | void
}
