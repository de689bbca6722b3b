/** Most fields an event may have; the portal sends about twenty. */
const MAX_FIELDS = 200
/** Deepest nesting of `data[A][B][C]`. */
const MAX_DEPTH = 5

/** A form's fields with their brackets unfolded. Without a prototype, so that no name can reach one. */
export interface UnfoldedForm {
  [name: string]: string | UnfoldedForm
}

/**
 * Reads a form body and unfolds `data[FIELDS][ID]=5` to `{ data: { FIELDS: { ID: '5' } } }`; brackets may be
 * percent-encoded or not. Fields beyond the limits, and those that contradict an earlier one, are left out.
 */
export function unfoldForm(body: string): UnfoldedForm {
  const form = emptyForm()
  let count = 0
  for (const [name, value] of new URLSearchParams(body)) {
    count += 1
    if (count > MAX_FIELDS)
      break
    put(form, name, value)
  }
  return form
}

function emptyForm(): UnfoldedForm {
  return Object.create(null) as UnfoldedForm
}

function put(form: UnfoldedForm, name: string, value: string): void {
  const bracket = name.indexOf('[')
  if (bracket <= 0) {
    form[name] ??= value
    return
  }
  const path = [name.slice(0, bracket), ...name.slice(bracket + 1).replace(/\]$/, '').split('][')]
  if (path.length > MAX_DEPTH)
    return
  const last = path.pop() ?? ''
  let place = form
  for (const part of path) {
    const next = place[part] ??= emptyForm()
    if (typeof next === 'string')
      return
    place = next
  }
  place[last] ??= value
}
