import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { HistoryRow } from '../../crm/stage.ts'
import type { LogMessage, TimelineComment } from '../../work/timeline.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { bbCode } from '../bb-code.ts'
import { block } from '../block.ts'
import { html, isolated } from '../html.ts'
import { nameById } from '../person.ts'
import { activityRecord, recordShape } from './record.ts'

interface Entry {
  key: string
  at: number
  /** Open activities stand above everything else. */
  isOpen: boolean
  draw: () => Html
}

/** Records of an item, open activities first, then newest first; a page of them and whether older ones follow. */
export function timeline(view: View, entityTypeId: EntityTypeId, item: CrmItem, limit: number): Html {
  const canWrite = view.portal.crm.canWrite(view.actor, entityTypeId, item)
  const entries = collect(view, entityTypeId, item, canWrite)
    .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || b.at - a.at || (a.key < b.key ? 1 : -1))
  const shown = entries.slice(0, limit)
  return html`<div class="timeline" data-blocks>
${shown.map(entry => block(entry.key, entry.draw()))}
${shown.length === 0 && block('empty', html`<p class="soft">${view.words('timeline.empty')}</p>`)}
${entries.length > shown.length && block(`more:${limit}`, html`<button type="button" class="button quiet" data-timeline-more="${limit + 30}">${view.words('timeline.load')}</button>`)}</div>`
}

function collect(view: View, entityTypeId: EntityTypeId, item: CrmItem, canWrite: boolean): Entry[] {
  const { work } = view.portal
  const owner = { entityTypeId, entityId: item.id }
  return [
    ...work.activities.ofOwner(owner).map(activity => ({
      key: `activity:${activity.id}`,
      at: activity.startAt || activity.createdAt,
      isOpen: !activity.completed,
      draw: () => activityRecord(view, activity, canWrite),
    })),
    ...work.timeline.commentsOf(owner).map(comment => closed(`comment:${comment.id}`, comment.createdAt, () => commentRecord(view, comment))),
    ...work.timeline.logMessagesOf(owner).map(message => closed(`log:${message.id}`, message.createdAt, () => logRecord(view, message))),
    ...historyOf(view, entityTypeId, item).map(row => closed(`history:${row.id}`, row.createdAt, () => historyRecord(view, entityTypeId, row))),
  ]
}

function closed(key: string, at: number, draw: () => Html): Entry {
  return { key, at, isOpen: false, draw }
}

function historyOf(view: View, entityTypeId: EntityTypeId, item: CrmItem): HistoryRow[] {
  return [...view.portal.crm.history(entityTypeId).ofOwner(item.id)]
}

function commentRecord(view: View, comment: TimelineComment): Html {
  return recordShape(view, {
    icon: 'comment',
    title: html`<strong>${isolated(nameById(view, comment.authorId))}</strong>`,
    at: comment.createdAt,
    body: html`<div>${bbCode(comment.text)}</div>`,
  })
}

function logRecord(view: View, message: LogMessage): Html {
  return recordShape(view, {
    icon: 'app',
    title: html`<strong>${isolated(message.title)}</strong>`,
    at: message.createdAt,
    body: html`<div>${bbCode(message.text)}</div>`,
    className: 'slim',
  })
}

function historyRecord(view: View, entityTypeId: EntityTypeId, row: HistoryRow): Html {
  const { words, portal } = view
  const stage = portal.crm.stages(entityTypeId, row.categoryId).find(one => one.statusId === row.stageId)
  const title = words(row.typeId === 1 ? 'history.created' : row.typeId === 5 ? 'history.movedPipeline' : 'history.moved')
  return recordShape(view, {
    icon: 'history',
    title: html`${title}: <span class="chip stage" style="--stage:${stageColor(stage?.color)}">${isolated(stage?.name ?? row.stageId)}</span>`,
    at: row.createdAt,
    className: 'slim',
  })
}

/** A stage's colour for a style attribute; grey for anything that is no colour. */
export function stageColor(color: string | undefined): string {
  return color && /^#[0-9a-f]{3,8}$/i.test(color) ? color : '#9fb0bf'
}
