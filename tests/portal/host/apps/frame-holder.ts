import type { Html } from '../html.ts'
import { html } from '../html.ts'

/** What shall be opened: exactly one of application page, installer, widget, or field type. */
export interface FrameRequest {
  appId?: number
  install?: boolean
  widgetId?: number
  fieldType?: string
  options: Record<string, unknown>
}

/** Place of a frame on a page; the browser module fills it when it becomes part of the page. */
export function frameHolder(frame: FrameRequest & { heightPx: number, title: string, isPage?: boolean }): Html {
  const { heightPx, title, isPage, ...request } = frame
  return html`<div class="app-frame ${isPage && 'app-page'}" data-frame="${JSON.stringify(request)}" data-height="${heightPx}" data-title="${title}"></div>`
}
