/** One command of a frame, as the vendor's script sends it with `postMessage`. */
export interface FrameMessage {
  command: string
  /** Parameters between the first token and the last two; parsed JSON, or the text itself where it is no JSON; undefined when absent. */
  params: unknown
  /** Key that every answer to this message bears. */
  callbackKey: string
  appSid: string
}

/**
 * Reads `<command>[:<params>]:<callbackKey>:<appSid>`. Parameters are JSON and hold colons, so the first token and the last
 * two are cut off and the middle is taken whole. A command whose name holds a colon arrives as an object.
 * @returns null for anything that is not a command
 */
export function parseFrameMessage(data: unknown): FrameMessage | null {
  if (typeof data === 'string')
    return parseText(data)
  if (typeof data !== 'object' || data === null)
    return null
  const { method, params, callback, appSid } = data as Record<string, unknown>
  if (typeof method !== 'string' || typeof callback !== 'string' || typeof appSid !== 'string')
    return null
  return { command: method, params: params === '' ? undefined : params, callbackKey: callback, appSid }
}

function parseText(text: string): FrameMessage | null {
  const tokens = text.split(':')
  const [command, appSid, callbackKey] = [tokens[0], tokens.at(-1), tokens.at(-2)]
  if (tokens.length < 3 || !command || !appSid || !callbackKey)
    return null
  const middle = tokens.slice(1, -2).join(':')
  return { command, params: middle === '' ? undefined : parseJson(middle), callbackKey, appSid }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    // An old script may send a plain value: the text is the value.
    return text
  }
}

/** The only form the frame's script understands: `<callbackKey>:<JSON>`, or `<callbackKey>:` without a payload. */
export function formatFrameReply(callbackKey: string, payload?: unknown): string {
  return payload === undefined ? `${callbackKey}:` : `${callbackKey}:${JSON.stringify(payload)}`
}

/** What `window.name` of a frame says: the portal's host, 1 for https, and the key of this one rendering. */
export function frameName(origin: string, appSid: string): string {
  const { host, protocol } = new URL(origin)
  return `${host}|${protocol === 'https:' ? 1 : 0}|${appSid}`
}

/** The value a `setValue` leaves in the card's hidden input: text as it is, anything else as JSON, nothing as an empty text. */
export function hiddenValue(value: unknown): string {
  if (value === null || value === undefined)
    return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
