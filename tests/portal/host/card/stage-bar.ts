import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Stage } from '../../crm/stage.ts'
import type { Html } from '../html.ts'
import type { SectionContext } from './section.ts'
import { DEAL } from '../../crm/crm-item.ts'
import { html } from '../html.ts'
import { stageColor } from './timeline.ts'

/** The stages of an item as a row of buttons, the current one marked; failures stand after success. */
export function stageBar(context: SectionContext): Html | null {
  const { view, entityTypeId, item } = context
  const stages = stagesInOrder(view.portal.crm.stages(entityTypeId, pipelineOf(entityTypeId, item.categoryId)))
  if (stages.length === 0)
    return null
  const now = stages.findIndex(stage => stage.statusId === item.stageId)
  const isFinal = stages[now]?.semanticId !== 'P'
  const colorNow = stageColor(stages[now]?.color)
  return html`<ol class="stage-bar" aria-label="${view.words('card.stages')}" style="--stage-now:${colorNow}">
${stages.map((stage, index) => html`<li><button type="button" class="${!isFinal && index < now && 'past'}" style="--stage:${stageColor(stage.color)}" data-stage="${stage.statusId}" data-semantics="${stage.semanticId}" ${index === now && html`aria-current="step"`} ${!context.canWrite && html`disabled`}>${stage.name}</button></li>`)}</ol>`
}

/** Work in progress, success, failures; each in its own order. */
export function stagesInOrder(stages: readonly Stage[]): Stage[] {
  const rank = { P: 0, S: 1, F: 2 }
  return [...stages].sort((a, b) => rank[a.semanticId] - rank[b.semanticId] || a.sort - b.sort)
}

/** Pipeline whose stages a kind of item uses. */
function pipelineOf(entityTypeId: EntityTypeId, categoryId: number | undefined): number {
  return entityTypeId === DEAL ? categoryId ?? 0 : 0
}
