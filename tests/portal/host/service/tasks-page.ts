import type { Task } from '../../work/tasks.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import { bbCode } from '../bb-code.ts'
import { cardPath } from '../card/entity.ts'
import { formatTime } from '../format.ts'
import { html, isolated } from '../html.ts'
import { nameById } from '../person.ts'
import { forbidden, notFound } from '../problem.ts'

/** Tasks the reader may see, unfinished first. */
export function tasksPage(view: View): Page {
  const { words, portal, user } = view
  const tasks = portal.work.tasks.list().filter(task => portal.work.tasks.isVisibleTo(task, user.id)).sort((a, b) => Number(isDone(a)) - Number(isDone(b)) || (a.deadlineAt ?? Infinity) - (b.deadlineAt ?? Infinity) || b.id - a.id).slice(0, 200)
  return {
    title: words('tasks.title'),
    menu: `/company/personal/user/${user.id}/tasks/`,
    content: html`<div class="page-head"><h1>${words('tasks.title')}</h1></div>
${tasks.length === 0 ? html`<div class="white empty">${words('tasks.empty')}</div>` : html`<div class="stack">${tasks.map(task => taskCard(view, task))}</div>`}`,
  }
}

function isDone(task: Task): boolean {
  return task.status === 5
}

const links: Record<string, number> = { L: 1, D: 2, C: 3, CO: 4 }

function taskCard(view: View, task: Task): Html {
  const { words } = view
  return html`<section class="white" id="task-${task.id}"><div class="row"><h2 class="grow">${isolated(task.title)}</h2><span class="badge ${isDone(task) ? 'success' : 'primary'}">${words(isDone(task) ? 'tasks.done' : 'tasks.open')}</span></div>
${task.description !== '' && html`<p style="margin-top:8px">${bbCode(task.description)}</p>`}
<p class="soft small" style="margin-top:8px">${words('tasks.responsible')}: ${isolated(nameById(view, task.responsibleId))} · ${words('tasks.creator')}: ${isolated(nameById(view, task.createdBy))}${task.deadlineAt !== null && html` · ${words('tasks.deadline')}: ${formatTime(view, task.deadlineAt)}`}
${task.crm.map(mark => crmLink(mark))}</p>
${task.checklist.length > 0 && html`<ul class="plain">${task.checklist.filter(line => line.parentId !== 0).map(line => html`<li>${line.isComplete ? '☑' : '☐'} ${isolated(line.title)}</li>`)}</ul>`}
${!isDone(task) && html`<form method="post" action="/_host/tasks/${task.id}/complete" style="margin-top:12px"><button class="button small" type="submit">${words('tasks.complete')}</button></form>`}</section>`
}

function crmLink(mark: string): Html | null {
  const [letter = '', id = ''] = mark.split('_')
  const entityTypeId = links[letter]
  return entityTypeId === undefined ? null : html` · <a href="${cardPath(entityTypeId, Number(id))}">CRM ${mark}</a>`
}

/** Finishes a task the reader takes part in. */
export function completeTask(view: View): string {
  const { tasks } = view.portal.work
  const task = tasks.get(Number(view.exchange.captures.id))
  if (!task)
    throw notFound()
  if (!tasks.isVisibleTo(task, view.user.id))
    throw forbidden()
  const now = view.portal.clock.now()
  tasks.update(task.id, { status: 5, closedAt: now, closedBy: view.user.id, statusChangedAt: now, statusChangedBy: view.user.id, changedBy: view.user.id }, view.actor)
  return `/company/personal/user/${view.user.id}/tasks/`
}
