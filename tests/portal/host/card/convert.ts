import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { html } from '../html.ts'
import { forbidden } from '../problem.ts'
import { readableItem } from './card-page.ts'
import { cardPath } from './entity.ts'

/** Fields of the dialog "complete the lead": what to make of it, or which junk stage it ends in. */
export function convertForm(view: View): Html {
  const { portal, words } = view
  const { item } = readableItem(view)
  const isConverted = portal.crm.stageOf(LEAD, item)?.semanticId === 'S'
  const junk = portal.crm.stages(LEAD).filter(stage => stage.semanticId === 'F')
  const pipelines = portal.crm.pipelines()
  return html`${isConverted && html`<p class="message">${words('convert.again')}</p>`}
<fieldset class="stack" style="border:0;padding:0;margin:0;gap:6px"><legend class="soft small">${words('convert.make')}</legend>
<label class="check"><input type="checkbox" name="contact" value="Y" checked>${words('convert.contact')}</label>
<label class="check"><input type="checkbox" name="company" value="Y" ${item.companyTitle && html`checked`}>${words('convert.company')}</label>
<label class="check"><input type="checkbox" name="deal" value="Y" checked>${words('convert.deal')}</label></fieldset>
<label class="field"><span class="label">${words('convert.dealIn')}</span><select name="pipelineId">
${pipelines.map(pipeline => html`<option value="${pipeline.id}" ${pipeline.isDefault && html`selected`}>${pipeline.name}</option>`)}</select></label>
<div class="box-end"><button class="button green" type="submit" value="convert">${words('convert.go')}</button><button class="button" type="button" data-close-dialog>${words('button.cancel')}</button></div>
${!isConverted && junk.length > 0 && html`<div class="stack" style="gap:8px"><span class="soft small">${words('convert.junkChoose')}</span><div class="row">${junk.map(stage => html`<button class="button small danger" type="button" data-junk-stage="${stage.statusId}">${stage.name}</button>`)}</div></div>`}`
}

/** Converts the lead as the person asked. @returns where the new deal is, if one was made */
export function convert(view: View, input: Record<string, unknown>): { dealPath: string | null, contactId: number | null } {
  const { item } = readableItem(view)
  if (!view.portal.crm.canWrite(view.actor, LEAD, item))
    throw forbidden()
  const made = view.portal.crm.convertLead(item.id, {
    contact: input.contact === 'Y',
    company: input.company === 'Y',
    deal: input.deal === 'Y',
    pipelineId: Number(input.pipelineId ?? 0),
  }, view.actor)
  return { dealPath: made.deal ? cardPath(DEAL, made.deal.id) : null, contactId: made.contact?.id ?? null }
}
