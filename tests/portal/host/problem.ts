import type { Page, View } from './view.ts'
import { RestError } from '../rest/rest-error.ts'
import { html } from './html.ts'

/** The page that stands where another could not be drawn: not found, no right, or the portal's own words. */
export function problem(view: View, error: unknown): Page {
  if (!(error instanceof RestError))
    throw error
  const { words } = view
  const [title, text] = error.status === 404 || error.code === 'NOT_FOUND'
    ? [words('error.notFound'), words('error.notFoundText')]
    : error.status === 403 || error.code === 'ACCESS_DENIED'
      ? [words('error.forbidden'), words('error.forbiddenText')]
      : [words('error.server'), error.message]
  return {
    title,
    status: error.status < 400 ? 400 : error.status,
    content: html`<div class="white empty"><h1>${title}</h1><p>${text}</p></div>`,
  }
}

/** Words of a refusal for a message on the page; the CRM's own words where the page knows no better. */
export function refusalWords(view: View, error: RestError): string {
  if (error.code === 'ACCESS_DENIED')
    return view.words('error.forbidden')
  return error.code === 'NOT_FOUND' ? view.words('error.notFound') : error.message
}

/** "There is no such page": thrown by pages, drawn by `problem`. */
export function notFound(): RestError {
  return new RestError(404, 'NOT_FOUND', 'Not found')
}

/** "Not for you": thrown by pages, drawn by `problem`. */
export function forbidden(): RestError {
  return new RestError(403, 'ACCESS_DENIED', 'Access denied')
}
