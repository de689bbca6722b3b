const SECRET_KEYS = /^(?:auth|auth_id|refresh_id|access_token|refresh_token|application_token|applicationtoken|client_secret|clientsecret|token|password|sessid|authorization|accesstoken|refreshtoken)$/i

/** Keys that hold words about people: clients, employees, or text somebody typed. */
const PERSONAL_KEYS = /^%?=?(?:name|last_name|lastname|second_name|secondname|full_name|phone|email|web|im|fm|title|comments?|message|message_out|description|address.*|phone_number|birthdate|opportunity_note|text|value)$/i

const REDACTED = '[redacted]'

/** Longest text kept of a redacted value, in characters. */
const MAX_TEXT = 200

/** Most entries kept of a list or map. */
const MAX_ENTRIES = 60

/**
 * A copy of call parameters fit for the log: keys stay, secrets and personal data become `[redacted]`, long texts and lists
 * are cut. Text of the form `method?query` (a batch row) loses the values of its query in the same way.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (depth > 6)
    return '[deep]'
  if (Array.isArray(value))
    return value.slice(0, MAX_ENTRIES).map(entry => redact(entry, depth + 1))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).slice(0, MAX_ENTRIES).map(([key, entry]) =>
      [key, isHidden(key) ? REDACTED : redact(entry, depth + 1)]))
  }
  if (typeof value === 'string')
    return redactText(value)
  return value
}

/** True when the value under this key must never be written down. */
export function isHidden(key: string): boolean {
  const last = key.replace(/\]$/, '').split(/[[.]/).filter(part => part !== '' && !/^\d+$/.test(part)).at(-1) ?? key
  return SECRET_KEYS.test(last) || PERSONAL_KEYS.test(last)
}

function redactText(text: string): string {
  const query = /^[\w.]+\?(?<query>.*)$/.exec(text)?.groups?.query
  if (query === undefined)
    return text.replace(/([?&](?:auth|token|access_token|refresh_token)=)[^&\s]+/gi, `$1${REDACTED}`).slice(0, MAX_TEXT)
  const pairs = [...new URLSearchParams(query)].map(([key, entry]) => `${key}=${isHidden(key) ? REDACTED : entry}`)
  return `${text.slice(0, text.indexOf('?'))}?${pairs.join('&')}`.slice(0, MAX_TEXT)
}
