import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Robot } from '../../crm/robots.ts'
import type { CrmReach } from '../../people/people.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import type { WordKey } from '../words/words.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { fieldLabel } from '../card/field-label.ts'
import { formatCount } from '../format.ts'
import { html, isolated } from '../html.ts'
import { nameOf } from '../person.ts'
import { forbidden } from '../problem.ts'

/** A stage with the kind and pipeline it belongs to, and the key forms use for it. */
interface StageChoice {
  key: string
  entityTypeId: EntityTypeId
  pipelineId: number
  stageId: string
  title: string
}

/** CRM settings: required fields by stage, robots, rights. CRM administrators only. @throws RestError 403 */
export function settingsPage(view: View): Page {
  requireCrmAdmin(view)
  const { words, portal } = view
  return {
    title: words('settings.title'),
    menu: '/crm/configs/',
    content: html`<div class="page-head"><h1>${words('settings.title')}</h1></div><div class="stack">
<p class="message">${words('settings.messages', { count: formatCount(view, portal.crm.robots.allClientMessages()) })}</p>
${requirements(view)}${robots(view)}${rights(view)}</div>`,
  }
}

/** @throws RestError 403 for people without the right to change the CRM's settings */
export function requireCrmAdmin(view: View): void {
  if (!view.user.admin && !view.user.crmAdmin)
    throw forbidden()
}

/** Every stage of leads and of each pipeline. */
export function stageChoices(view: View): StageChoice[] {
  const { crm } = view.portal
  const of = (entityTypeId: EntityTypeId, pipelineId: number, owner: string): StageChoice[] => crm.stages(entityTypeId, pipelineId)
    .map(stage => ({ key: `${entityTypeId}:${pipelineId}:${stage.statusId}`, entityTypeId, pipelineId, stageId: stage.statusId, title: `${owner}: ${stage.name}` }))
  return [...of(LEAD, 0, view.words('lead.list')), ...crm.pipelines().flatMap(pipeline => of(DEAL, pipeline.id, pipeline.name))]
}

function stageSelect(view: View, name: string, label: string): Html {
  return html`<label class="field grow"><span class="label">${label}</span><select name="${name}">${stageChoices(view).map(stage => html`<option value="${stage.key}">${stage.title}</option>`)}</select></label>`
}

function requirements(view: View): Html {
  const { words, portal } = view
  const fields = ([LEAD, DEAL] as const).flatMap(entityTypeId => portal.crm.fields(entityTypeId)
    .filter(spec => !spec.isReadOnly && !spec.isDisabled && spec.inItem !== false)
    .map(spec => ({ key: `${entityTypeId}:${spec.name}`, title: `${words(entityTypeId === LEAD ? 'lead.list' : 'deal.list')}: ${fieldLabel(view, entityTypeId, spec)}` })))
  return html`<section class="white stack"><h2>${words('stage.fields')}</h2><p class="soft small">${words('settings.requiredHint')}</p>
<ul class="plain stack" style="gap:6px">${portal.crm.settings.stageRequirements.map((rule, index) => html`<li class="row"><span class="grow">${isolated(ruleTitle(view, rule.entityTypeId, rule.fieldName))} — ${isolated(stageNames(view, rule))}</span>
<form method="post" action="/_host/settings/requirements/remove"><button class="button quiet small" type="submit" name="index" value="${index}">${words('button.delete')}</button></form></li>`)}</ul>
<form class="row" style="align-items:end" method="post" action="/_host/settings/requirements/add"><label class="field grow"><span class="label">${words('settings.field')}</span><select name="field">${fields.map(field => html`<option value="${field.key}">${field.title}</option>`)}</select></label>
${stageSelect(view, 'stage', words('settings.requiredFrom'))}<button class="button" type="submit">${words('settings.requiredAdd')}</button></form></section>`
}

function ruleTitle(view: View, entityTypeId: EntityTypeId, fieldName: string): string {
  const spec = view.portal.crm.fields(entityTypeId).find(one => one.name === fieldName)
  return spec ? fieldLabel(view, entityTypeId, spec) : fieldName
}

function stageNames(view: View, rule: { entityTypeId: EntityTypeId, pipelineId: number, stageIds: readonly string[] }): string {
  return view.portal.crm.stages(rule.entityTypeId, rule.pipelineId).filter(stage => rule.stageIds.includes(stage.statusId)).map(stage => stage.name).join(', ')
}

function robots(view: View): Html {
  const { words, portal } = view
  const rules = portal.crm.robots.list()
  return html`<section class="white stack"><h2>${words('settings.robots')}</h2>
${rules.length === 0 && html`<p class="soft">${words('settings.robots.none')}</p>`}
<ul class="plain stack" style="gap:6px">${rules.map(robot => html`<li class="row"><span class="grow">${isolated(robotTitle(view, robot))}</span>
<form method="post" action="/_host/settings/robots/remove"><button class="button quiet small" type="submit" name="id" value="${robot.id}">${words('button.delete')}</button></form></li>`)}</ul>
<form class="row" style="align-items:end" method="post" action="/_host/settings/robots/add">${stageSelect(view, 'stage', words('field.stage'))}
<label class="field"><span class="label">${words('settings.robot.kind')}</span><select name="kind"><option value="message client">${words('settings.robot.client')}</option><option value="move">${words('settings.robot.move')}</option></select></label>
${stageSelect(view, 'target', words('kanban.moveTo'))}<button class="button" type="submit">${words('settings.add')}</button></form></section>`
}

function robotTitle(view: View, robot: Robot): string {
  const stage = stageChoices(view).find(one => one.entityTypeId === robot.entityTypeId && one.stageId === robot.stageId)
  const { action } = robot
  const does = action.kind === 'message client' ? view.words('settings.robot.client') : action.kind === 'move' ? `${view.words('settings.robot.move')} → ${action.stageId}` : `${action.field} = ${String(action.value)}`
  return `${stage?.title ?? robot.stageId}: ${does}`
}

const reaches: [CrmReach, WordKey][] = [['none', 'settings.reach.none'], ['own', 'settings.reach.own'], ['department', 'settings.reach.department'], ['all', 'settings.reach.all']]

function rights(view: View): Html {
  const { words, portal } = view
  const select = (name: string, label: string, chosen: CrmReach): Html => html`<select name="${name}" aria-label="${label}">${reaches.map(([reach, key]) => html`<option value="${reach}" ${reach === chosen && html`selected`}>${words(key)}</option>`)}</select>`
  return html`<form class="white stack" method="post" action="/_host/settings/rights"><h2>${words('settings.rights')}</h2><div class="scroll-x" tabindex="0" role="region" aria-label="${words('settings.rights')}"><table class="grid">
<thead><tr><th>${words('field.assigned')}</th><th>${words('settings.read')}</th><th>${words('settings.write')}</th></tr></thead>
<tbody>${portal.people.list().filter(user => user.active).map(user => html`<tr><td>${isolated(nameOf(user))}<br><span class="soft small">${user.position}</span></td>
<td>${select(`read:${user.id}`, `${words('settings.read')}: ${nameOf(user)}`, user.crmRead)}</td><td>${select(`write:${user.id}`, `${words('settings.write')}: ${nameOf(user)}`, user.crmWrite)}</td></tr>`)}</tbody></table></div>
<div><button class="button primary" type="submit">${words('button.save')}</button></div></form>`
}
