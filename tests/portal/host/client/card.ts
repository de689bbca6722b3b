import type { ItemRef } from './item-actions.ts'
import { updateBlocks } from './blocks.ts'
import { word } from './boot.ts'
import { confirmDialog } from './dialog.ts'
import { formValues } from './form-values.ts'
import { convertLead, moveToStage } from './item-actions.ts'
import { readMarkup, Refusal, send } from './server.ts'
import { closeOwnSlider } from './slider.ts'
import { orToast, toast } from './toast.ts'

/** The card on this page, if the page is one. */
export function cardOnPage(): (ItemRef & { root: HTMLElement }) | null {
  const root = document.querySelector<HTMLElement>('[data-card]')
  return root ? { root, slug: root.dataset.card ?? '', id: root.dataset.id ?? '0' } : null
}

/** Draws the card anew where it has changed; frames and forms being edited stay. */
export async function refreshCard(): Promise<void> {
  const card = cardOnPage()
  const body = card?.root.querySelector('[data-card-body]')
  if (!card || !body)
    return
  const markup = await readMarkup(`/_host/card/${card.slug}/${card.id}?timeline=${card.root.dataset.timeline ?? 30}`)
  updateBlocks(body, markup)
}

/** Wires one card: sections, stages, tabs, timeline. */
export function wireCard(): void {
  const card = cardOnPage()
  if (!card)
    return
  const { root } = card
  root.addEventListener('click', event => void onClick(card, event))
  root.addEventListener('submit', event => void onSubmit(card, event))
  root.addEventListener('keydown', event => onTabKey(event))
  document.addEventListener('portal:changed', () => void orToast(refreshCard))
}

async function onClick(card: ItemRef & { root: HTMLElement }, event: Event): Promise<void> {
  const target = event.target as Element
  const hit = (selector: string): HTMLElement | null => target.closest<HTMLElement>(selector)
  const section = hit('[data-edit-section]')
  const stage = hit('[data-stage]')
  const tab = hit('[role="tab"]')
  const more = hit('[data-timeline-more]')
  const complete = hit('[data-complete]')
  if (section)
    await orToast(() => openEdit(card, section))
  else if (hit('[data-cancel-edit]'))
    await orToast(() => endEdit(target))
  else if (stage)
    await chooseStage(card, stage)
  else if (hit('[data-convert]'))
    await orToast(() => convertLead(card).then(changed => changed ? refreshCard() : undefined))
  else if (tab)
    selectTab(tab)
  else if (complete)
    await orToast(() => send(`/_host/activity/complete`, { activityId: complete.dataset.complete }).then(refreshCard))
  else if (hit('[data-remove-product]'))
    await orToast(() => send(`/_host/item/${card.slug}/${card.id}/products/remove`, { rowId: hit('[data-remove-product]')?.dataset.removeProduct }).then(refreshCard))
  else if (hit('[data-delete-card]'))
    await deleteCard(card)
  else if (more)
    await orToast(() => showMore(card, more))
}

async function onSubmit(card: ItemRef & { root: HTMLElement }, event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement
  if (form.method === 'dialog')
    return
  event.preventDefault()
  const button = event.submitter as HTMLButtonElement | null
  button?.setAttribute('aria-busy', 'true')
  if (form.matches('[data-comment]'))
    await orToast(() => addTo(card, form, 'comment'))
  else if (form.matches('[data-add-product]'))
    await orToast(() => addTo(card, form, 'products/add'))
  else if (form.matches('[data-new-card]'))
    await orToast(() => createCard(card, form))
  else if (form.matches('[data-save-section]'))
    await saveSection(card, form, false)
  button?.removeAttribute('aria-busy')
}

async function openEdit(card: ItemRef, button: HTMLElement): Promise<void> {
  const block = button.closest<HTMLElement>('[data-block]')
  const markup = await readMarkup(`/_host/card/${card.slug}/${card.id}/section?name=${encodeURIComponent(button.dataset.editSection ?? '')}`)
  if (!block)
    return
  block.innerHTML = markup
  block.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')?.focus()
}

/** Leaves the edit mode: the block becomes what the portal has now. */
async function endEdit(inside: Element): Promise<void> {
  const block = inside.closest<HTMLElement>('[data-block]')
  const name = inside.closest<HTMLElement>('[data-section]')?.dataset.section ?? ''
  if (!block)
    return
  block.replaceChildren()
  block.dataset.print = ''
  await refreshCard()
  document.querySelector<HTMLElement>(`[data-edit-section="${CSS.escape(name)}"]`)?.focus()
}

async function saveSection(card: ItemRef, form: HTMLFormElement, overwrite: boolean): Promise<void> {
  try {
    await send(`/_host/item/${card.slug}/${card.id}`, { form: await formValues(form), overwrite, from: 'card' })
    await endEdit(form)
    toast(word('card.saved'))
  }
  catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'CONFLICT')
      return toast(error instanceof Error ? error.message : String(error), 'error')
    const mine = await confirmDialog({ title: word('conflict.title'), text: error.message, yes: word('conflict.overwrite'), no: word('button.reload') })
    await (mine ? saveSection(card, form, true) : endEdit(form))
  }
}

async function createCard(card: ItemRef, form: HTMLFormElement): Promise<void> {
  const { path } = await send<{ path: string }>(`/_host/item/${card.slug}/0`, { form: await formValues(form) })
  location.assign(path + location.search.replace(/[?&](?:category_id|stage)=[^&]*/g, '').replace(/^&/, '?'))
}

async function chooseStage(card: ItemRef, button: HTMLElement): Promise<void> {
  if (button.hasAttribute('aria-current'))
    return
  const changed = card.slug === 'lead' && button.dataset.semantics === 'S'
    ? await convertLead(card)
    : await moveToStage(card, button.dataset.stage ?? '', 'card')
  if (changed)
    await orToast(refreshCard)
}

/** Hangs what the form holds on the card. */
async function addTo(card: ItemRef, form: HTMLFormElement, what: 'comment' | 'products/add'): Promise<void> {
  await send(`/_host/item/${card.slug}/${card.id}/${what}`, await formValues(form))
  form.reset()
  await refreshCard()
}

async function deleteCard(card: ItemRef): Promise<void> {
  if (!await confirmDialog({ title: word('card.delete'), text: word('card.deleteConfirm'), yes: word('button.delete'), kind: 'danger' }))
    return
  const answer = await orToast(() => send<{ path: string }>(`/_host/item/${card.slug}/${card.id}/delete`))
  if (answer && !closeOwnSlider())
    location.assign(answer.path)
}

async function showMore(card: { root: HTMLElement }, button: HTMLElement): Promise<void> {
  card.root.dataset.timeline = button.dataset.timelineMore ?? '60'
  await refreshCard()
}

function selectTab(tab: HTMLElement): void {
  for (const one of document.querySelectorAll<HTMLElement>('[role="tab"]')) {
    const isChosen = one === tab
    one.setAttribute('aria-selected', String(isChosen))
    one.tabIndex = isChosen ? 0 : -1
    const panel = document.getElementById(one.getAttribute('aria-controls') ?? '')
    panel?.toggleAttribute('hidden', !isChosen)
    const template = isChosen ? panel?.querySelector('template') : null
    template?.replaceWith(template.content)
  }
}

function onTabKey(event: KeyboardEvent): void {
  const tab = (event.target as Element).closest<HTMLElement>('[role="tab"]')
  if (!tab || (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft'))
    return
  const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')]
  const next = tabs.at((tabs.indexOf(tab) + (event.key === 'ArrowRight' ? 1 : -1)) % tabs.length)
  if (next) {
    selectTab(next)
    next.focus()
  }
}
