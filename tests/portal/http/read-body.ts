import type { IncomingMessage } from 'node:http'
import type { Params } from '../rest/method.ts'
import { Buffer } from 'node:buffer'
import { RestError } from '../rest/rest-error.ts'
import { isHarmlessKey, nestBracketPairs, parseBracketText } from './bracket-params.ts'

/** Room for a file of some megabytes in base64, as `crm.item.add` takes them. */
const largestBodyBytes = 32 * 1024 * 1024
const longestJsonDepth = 100

/** @throws RestError 413 when the body is larger than `limitBytes`; the rest is read away unkept */
export function readBody(request: IncomingMessage, limitBytes = largestBodyBytes): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limitBytes)
        chunks.push(chunk)
      else
        chunks.length = 0
    })
    request.on('end', () => {
      if (size > limitBytes)
        reject(new RestError(413, 'INVALID_REQUEST', 'Request entity too large'))
      else
        resolve(chunks.length === 1 ? chunks[0] as Buffer : Buffer.concat(chunks))
    })
    request.on('error', reject)
    request.on('aborted', () => reject(new RestError(400, 'INVALID_REQUEST', 'Request was broken off')))
  })
}

/**
 * A body by its content type: JSON, multipart or form; `{}` when empty.
 * @throws RestError 400 INVALID_REQUEST for JSON that is malformed, too deep or not an object
 */
export async function parseBody(body: Buffer, contentType: string | undefined): Promise<Params> {
  if (body.length === 0)
    return {}
  const type = contentType ?? ''
  if (type.includes('json'))
    return parseJson(body.toString('utf8'))
  if (type.startsWith('multipart/form-data'))
    return parseMultipart(body, type)
  return parseBracketText(body.toString('utf8'))
}

function parseJson(text: string): Params {
  if (text.trim() === '')
    return {}
  let value: unknown
  try {
    value = JSON.parse(text, /__proto__|toString|valueOf|toJSON|\\u/.test(text) ? withoutTreachery : undefined)
  }
  catch {
    throw new RestError(400, 'INVALID_REQUEST', 'Request body is not valid JSON')
  }
  if (typeof value !== 'object' || value === null)
    throw new RestError(400, 'INVALID_REQUEST', 'Request body is not a JSON object')
  if (text.length > longestJsonDepth && depthOf(text) > longestJsonDepth)
    throw new RestError(400, 'INVALID_REQUEST', 'Request body is nested too deeply')
  return Array.isArray(value) ? { ...value } : value as Params
}

function withoutTreachery(key: string, value: unknown): unknown {
  return isHarmlessKey(key) ? value : undefined
}

/** Nesting of brackets outside texts. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inText = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inText) {
      if (code === 92)
        at += 1
      else if (code === 34)
        inText = false
    }
    else if (code === 34) {
      inText = true
    }
    else if (code === 123 || code === 91) {
      depth += 1
      deepest = Math.max(deepest, depth)
    }
    else if (code === 125 || code === 93) {
      depth -= 1
    }
  }
  return deepest
}

async function parseMultipart(body: Buffer, contentType: string): Promise<Params> {
  let form: FormData
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()
  }
  catch {
    throw new RestError(400, 'INVALID_REQUEST', 'Multipart body is malformed')
  }
  const pairs: [string, string][] = []
  for (const [key, value] of form) {
    if (typeof value === 'string') {
      pairs.push([key, value])
      continue
    }
    // Files travel on as the pair [name, base64] that the methods document.
    pairs.push([`${key}[0]`, value.name])
    pairs.push([`${key}[1]`, Buffer.from(await value.arrayBuffer()).toString('base64')])
  }
  return nestBracketPairs(pairs)
}
