import type { Page, View } from '../view.ts'
import { html, isolated } from '../html.ts'

/** Import of leads from a CSV text. */
export function importPage(view: View): Page {
  const { words } = view
  return {
    title: words('import.title'),
    menu: '/crm/import/',
    content: html`<div class="page-head"><h1>${words('import.title')}</h1></div><form class="white stack" data-import novalidate><p class="soft">${words('import.hint')}</p>
<label class="field"><span class="label">${words('import.file')}</span><input type="file" accept=".csv,text/csv" name="file"></label>
<label class="field"><span class="label">${words('import.text')}</span><textarea name="text" rows="8" spellcheck="false" placeholder="TITLE;NAME;PHONE;SOURCE_ID"></textarea></label>
<div><button class="button primary" type="submit">${words('import.button')}</button></div><div data-import-report role="status"></div></form>`,
  }
}

/** Imports the text. @returns the report as markup */
export function importLeads(view: View, input: Record<string, unknown>): { report: string } {
  const { words } = view
  const result = view.portal.crm.importCsv(String(input.csv ?? ''), view.actor)
  return {
    report: html`<p class="message good">${words('import.done', { count: result.imported.length })}</p>
${result.refused.length > 0 && html`<p style="margin-top:12px"><strong>${words('import.errors')}</strong></p><ul>${result.refused.slice(0, 50).map(one => html`<li>${one.row}: ${isolated(one.message)}</li>`)}</ul>`}`.text,
  }
}
