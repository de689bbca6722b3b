import type { InjectionKey } from 'vue'
import type { SessionAnswer } from '../../src/contracts/api/session.schema.ts'
import type { Language } from '../../src/domain/words.ts'
import type { ApiClient } from './api-client.ts'
import type { Formats } from './format.ts'
import type { PortalFrame } from './frame.ts'
import { inject } from 'vue'

/** What every page knows once it is open: the portal around it, who looks, and how to ask our server. */
export interface PageContext {
  frame: PortalFrame
  api: ApiClient
  session: SessionAnswer
  formats: Formats
  language: Language
}

/** Key under which the shell provides the context. */
export const pageContextKey: InjectionKey<PageContext> = Symbol('page')

/** The context of the page. @throws Error when used outside the shell */
export function usePage(): PageContext {
  const page = inject(pageContextKey)
  if (!page)
    throw new Error('usePage works inside PageShell only.')
  return page
}
