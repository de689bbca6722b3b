import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Stage } from '../../crm/stage.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import type { BoardFilter } from './filter.ts'
import { DEAL } from '../../crm/crm-item.ts'
import { block } from '../block.ts'
import { cardPath, entityOf, itemTitle } from '../card/entity.ts'
import { wordsIn } from '../card/record.ts'
import { stagesInOrder } from '../card/stage-bar.ts'
import { stageColor } from '../card/timeline.ts'
import { formatCount, formatMoney, formatTime } from '../format.ts'
import { html, isolated } from '../html.ts'
import { icon } from '../icons.ts'
import { nameById } from '../person.ts'
import { boardHead, chosenPipeline } from './board-head.ts'
import { filterForm, filterOf, listFilter } from './filter.ts'

const cardsPerColumn = 20

interface Board {
  view: View
  entityTypeId: EntityTypeId
  pipelineId: number
  filter: BoardFilter
  /** Cards a column shows at most. */
  limit: number
}

/** The kanban of leads, or of one pipeline's deals. */
export function kanbanPage(view: View): Page {
  const board = boardOf(view)
  const slug = board.entityTypeId === DEAL ? 'deal' : 'lead'
  return {
    title: view.words(slug === 'deal' ? 'deal.list' : 'lead.list'),
    menu: `/crm/${slug}/kanban/`,
    content: html`${boardHead(view, slug, 'kanban', board.pipelineId)}
${filterForm(view, board.entityTypeId, board.filter, { withStage: false, ...(slug === 'deal' && { pipelineId: board.pipelineId }) })}
<p class="visually-hidden" id="kanban-hint">${view.words('kanban.hint')}</p>
<div data-kanban="${slug}" data-board>${kanbanColumns(view)}</div>`,
  }
}

/** The columns alone, as the page draws them anew after a change. */
export function kanbanColumns(view: View): Html {
  const board = boardOf(view)
  const stages = stagesInOrder(view.portal.crm.stages(board.entityTypeId, board.pipelineId))
  return html`<div class="kanban" data-blocks tabindex="0" role="region" aria-label="${view.words('view.kanban')}" aria-describedby="kanban-hint">${stages.map(stage => block(`column:${stage.statusId}`, column(board, stage)))}</div>`
}

function boardOf(view: View): Board {
  const entityTypeId = entityOf(view.exchange.captures.slug)
  const limit = Math.min(400, Number(view.exchange.url.searchParams.get('cards') ?? cardsPerColumn) || cardsPerColumn)
  return { view, entityTypeId, pipelineId: entityTypeId === DEAL ? chosenPipeline(view) : 0, filter: filterOf(view), limit }
}

function column(board: Board, stage: Stage): Html {
  const { view, entityTypeId, pipelineId, limit } = board
  const page = view.portal.crm.list(entityTypeId, {
    filter: { ...listFilter({ ...board.filter, stageId: stage.statusId }, entityTypeId), ...(entityTypeId === DEAL && { '=categoryId': pipelineId }) },
    order: { movedTime: 'DESC', id: 'DESC' },
    limit,
  }, view.actor)
  const total = page.total ?? page.items.length
  return html`<section class="column" data-column="${stage.statusId}" data-semantics="${stage.semanticId}" style="--stage:${stageColor(stage.color)}" aria-label="${view.words('kanban.column', { stage: stage.name, count: total })}">
<header><h2>${isolated(stage.name)}</h2><span class="small" data-count>${formatCount(view, total)}</span></header>
<div class="cards" data-blocks>${page.items.map(item => block(`card:${item.id}`, kanbanCard(board, item)))}
${total > page.items.length && block('more', html`<button type="button" class="button quiet small" data-more-cards="${limit + 40}">${view.words('kanban.more', { count: formatCount(view, total - page.items.length) })}</button>`)}</div></section>`
}

function kanbanCard({ view, entityTypeId }: Board, item: CrmItem): Html {
  const { words, portal } = view
  const title = itemTitle(entityTypeId, item, view.language)
  const client = `${item.name ?? ''} ${item.lastName ?? ''}`.trim()
  const source = portal.crm.directories.find('SOURCE', String(item.sourceId ?? ''))?.name
  const canWrite = portal.crm.canWrite(view.actor, entityTypeId, item)
  return html`<article class="kanban-card" data-item="${item.id}" data-title="${title}" ${canWrite && html`data-movable`}>
<a class="title" href="${cardPath(entityTypeId, item.id)}" draggable="false">${isolated(title)}</a>
${badges(view, entityTypeId, item)}
${Boolean(item.opportunity) && html`<strong>${formatMoney(view, Number(item.opportunity), String(item.currencyId ?? portal.settings.currency))}</strong>`}
${client !== '' && client !== title && html`<span>${isolated(client)}</span>`}
${source && html`<span class="soft small">${isolated(source)}</span>`}
<div class="foot"><span class="soft small">${isolated(nameById(view, item.assignedById))} · ${formatTime(view, item.createdTime)}</span>
${canWrite && html`<button type="button" class="button quiet icon-only small" data-move="${item.id}" aria-label="${words('kanban.move')}: ${title}">${icon('dots')}</button>`}</div></article>`
}

/** Badges of open configurable records. */
function badges(view: View, entityTypeId: EntityTypeId, item: CrmItem): Html | null {
  const { work } = view.portal
  const shown = [...new Set(work.activities.badgeCodesOf({ entityTypeId, entityId: item.id }))].flatMap((code) => {
    const badge = work.badges.get(code)
    return badge ? [html`<span class="badge ${badge.type}" title="${wordsIn(view, badge.title)}">${isolated(wordsIn(view, badge.value))}</span>`] : []
  })
  return shown.length > 0 ? html`<div class="badges">${shown}</div>` : null
}
