import { contract } from '../contract/contract.ts'

/** Click on a button or link of a timeline record: bindable, yet on no event page. */
export const clickEvent = 'ONCRMTIMELINEITEMACTION'
/** Sent by `event.test` only. */
const testEvent = 'ONAPPTEST'

const extraScopes: Record<string, string[]> = { [clickEvent]: ['crm'], [testEvent]: ['basic'] }

/** Every event of the portal with the scopes that allow binding it; empty scopes = everybody. Codes in upper case. */
export function eventScopes(event: string): string[] | undefined {
  const known = contract().events[event]
  return known ? known.scope ?? [] : extraScopes[event]
}

/** All codes, in upper case. */
export function eventNames(): string[] {
  return [...Object.keys(contract().events), ...Object.keys(extraScopes)]
}

/** The spelling on the wire: upper case, except for the few whose pages show mixed case. */
export function wireName(event: string): string {
  const body = contract().events[event]?.exampleBody
  const spelling = typeof body === 'object' && body !== null && 'event' in body ? body.event : undefined
  return typeof spelling === 'string' && spelling.toUpperCase() === event ? spelling : event
}

/** Whether the documented body of the event names the handler's number. */
export function namesHandler(event: string): boolean {
  return contract().events[event]?.keys.includes('event_handler_id') ?? true
}

/** Whether an application with these scopes may hear of the event. */
export function mayHear(event: string, scopes: ReadonlySet<string> | readonly string[]): boolean {
  const needed = eventScopes(event)
  if (needed === undefined)
    return false
  const granted = new Set(scopes)
  return needed.length === 0 || needed.includes('basic') || needed.some(scope => granted.has(scope))
}
