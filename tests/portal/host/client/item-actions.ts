import { word } from './boot.ts'
import { boxEnd, openDialog } from './dialog.ts'
import { formValues } from './form-values.ts'
import { readMarkup, Refusal, send } from './server.ts'
import { toast } from './toast.ts'

/** One CRM item a page acts on. */
export interface ItemRef {
  /** `lead`, `deal`, `contact`, `company`. */
  slug: string
  id: string
}

function itemPath(item: ItemRef): string {
  return `/_host/item/${item.slug}/${item.id}`
}

/**
 * Moves an item to a stage; asks for required fields when the portal wants them.
 * @returns true when the item stands in the stage now
 */
export async function moveToStage(item: ItemRef, stageId: string, from: 'card' | 'kanban'): Promise<boolean> {
  try {
    await send(`${itemPath(item)}/stage`, { stageId, from })
    return true
  }
  catch (error) {
    if (error instanceof Refusal && error.code === 'REQUIRED_FIELDS')
      return await askRequired(item, stageId, from)
    toast(error instanceof Error ? error.message : String(error), 'error')
    return false
  }
}

async function askRequired(item: ItemRef, stageId: string, from: string): Promise<boolean> {
  const fields = await readMarkup(`${itemPath(item)}/required?stage=${encodeURIComponent(stageId)}`)
  let isMoved = false
  const box = openDialog(word('required.title'), (form) => {
    const text = document.createElement('p')
    text.textContent = word('required.text')
    const holder = document.createElement('div')
    holder.className = 'fields stack section'
    holder.innerHTML = fields
    form.append(text, holder, boxEnd([
      { text: word('button.save'), kind: 'green', onClick: () => {} },
      { text: word('button.cancel'), kind: '', onClick: () => { form.dataset.cancelled = 'yes' } },
    ]))
    form.addEventListener('submit', (event) => {
      if (form.dataset.cancelled)
        return
      event.preventDefault()
      void formValues(form)
        .then(values => send(itemPath(item), { from, form: { ...values, stageId } }))
        .then(() => {
          isMoved = true
          box.close()
        }, error => toast(error instanceof Error ? error.message : String(error), 'error'))
    })
  })
  await box.closed
  return isMoved
}

/**
 * The dialog "complete the lead": convert, or close as junk.
 * @returns true when the lead was changed
 */
export async function convertLead(item: ItemRef): Promise<boolean> {
  const fields = await readMarkup(`${itemPath(item)}/convert`)
  let isChanged = false
  const box = openDialog(word('convert.button'), (form) => {
    const holder = document.createElement('div')
    holder.className = 'stack'
    holder.innerHTML = fields
    form.append(holder)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void formValues(form).then(values => send(`${itemPath(item)}/convert`, values)).then(() => {
        isChanged = true
        toast(word('convert.done'))
        box.close()
      }, error => toast(error instanceof Error ? error.message : String(error), 'error'))
    })
    form.addEventListener('click', (event) => {
      const junk = (event.target as Element).closest<HTMLElement>('[data-junk-stage]')?.dataset.junkStage
      if (junk === undefined)
        return
      box.close()
      void box.closed.then(() => moveToStage(item, junk, 'card')).then((moved) => {
        if (moved)
          document.dispatchEvent(new CustomEvent('portal:changed'))
      })
    })
  })
  await box.closed
  return isChanged
}
