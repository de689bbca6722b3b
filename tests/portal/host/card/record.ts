import type { Activity } from '../../work/activities.ts'
import type { Html, HtmlValue } from '../html.ts'
import type { IconName } from '../icons.ts'
import type { View } from '../view.ts'
import { bbCode } from '../bb-code.ts'
import { formatTime } from '../format.ts'
import { html, isolated } from '../html.ts'
import { icon } from '../icons.ts'
import { nameById } from '../person.ts'
import { configurableBody, configurableFooter, configurableTitle } from './configurable-record.ts'

interface RecordParts {
  icon: IconName
  title: HtmlValue
  at: number
  body?: HtmlValue
  foot?: HtmlValue
  className?: string
}

/** The common shape of a timeline record. */
export function recordShape(view: View, parts: RecordParts): Html {
  return html`<article class="record ${parts.className}"><span class="icon-round">${icon(parts.icon)}</span><div class="body">
<header><span>${parts.title}</span><time datetime="${new Date(parts.at).toISOString()}">${formatTime(view, parts.at)}</time></header>
${parts.body}${parts.foot && html`<div class="foot">${parts.foot}</div>`}</div></article>`
}

/** A call, a to-do, or a record drawn by an application. */
export function activityRecord(view: View, activity: Activity, canWrite: boolean): Html {
  if (activity.layout !== null)
    return configurableRecord(view, activity, canWrite)
  return activity.typeId === 2 ? callRecord(view, activity) : todoRecord(view, activity, canWrite)
}

function configurableRecord(view: View, activity: Activity, canWrite: boolean): Html {
  const context = { view, activity, canWrite }
  return recordShape(view, {
    icon: 'app',
    title: configurableTitle(context),
    at: activity.createdAt,
    body: configurableBody(context),
    foot: activity.completed
      ? html`<span class="badge success">${icon('check')}${view.words('activity.completed')}</span>${configurableFooter(context)}`
      : html`${configurableFooter(context)}${completeButton(view, activity, canWrite)}`,
    className: activity.completed ? 'done' : 'open',
  })
}

/** Text of a badge in the reader's language. */
export function wordsIn(view: Pick<View, 'language'>, words: string | Record<string, string>): string {
  return typeof words === 'string' ? words : words[view.language] ?? words.en ?? Object.values(words)[0] ?? ''
}

function callRecord(view: View, activity: Activity): Html {
  const { words, portal } = view
  const call = activity.callId ? portal.work.calls.byCallId(activity.callId) : undefined
  const isMissed = call?.failedCode === '304' || (call !== undefined && call.durationSec === 0)
  const title = words(isMissed && activity.direction === 1 ? 'call.failed' : activity.direction === 1 ? 'call.incoming' : 'call.outgoing')
  const seconds = call?.durationSec ?? Math.round((activity.endAt - activity.startAt) / 1000)
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return recordShape(view, {
    icon: 'call',
    title: html`<strong>${title}</strong> <span class="soft">${length}</span>`,
    at: activity.startAt || activity.createdAt,
    body: html`<div class="soft small">${isolated(nameById(view, activity.responsibleId))}${activity.communications.map(one => html` · ${isolated(one.value)}`)}</div>
${activity.fileIds.map(id => html`<audio controls preload="metadata" src="/_host/files/${activity.id}/${id}" aria-label="${words('call.recording')} ${length}"></audio>`)}`,
  })
}

function todoRecord(view: View, activity: Activity, canWrite: boolean): Html {
  const { words } = view
  return recordShape(view, {
    icon: 'task',
    title: html`<strong>${isolated(activity.subject || words('activity.todo'))}</strong>`,
    at: activity.createdAt,
    body: html`${activity.description && html`<div>${bbCode(activity.description)}</div>`}<div class="soft small">${isolated(nameById(view, activity.responsibleId))}${activity.deadlineAt !== null && html` · ${words('activity.deadline', { time: formatTime(view, activity.deadlineAt) })}`}</div>`,
    foot: activity.completed
      ? html`<span class="badge success">${icon('check')}${words('activity.completed')}</span>`
      : completeButton(view, activity, canWrite),
    className: activity.completed ? 'done' : 'open',
  })
}

function completeButton(view: View, activity: Activity, canWrite: boolean): Html | null {
  if (!canWrite && activity.responsibleId !== view.user.id)
    return null
  return html`<button type="button" class="button quiet small" data-complete="${activity.id}">${icon('check')}${view.words('activity.complete')}</button>`
}
