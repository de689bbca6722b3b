import { word } from './boot.ts'

/** A box over the page; resolves when it is closed. */
export interface OpenDialog {
  dialog: HTMLDialogElement
  form: HTMLFormElement
  closed: Promise<void>
  close: () => void
}

/** Opens a modal box around markup of the portal; Esc closes it, focus returns to where it was. */
export function openDialog(title: string, fill: (form: HTMLFormElement) => void): OpenDialog {
  const dialog = document.createElement('dialog')
  dialog.className = 'box'
  dialog.setAttribute('aria-label', title)
  const form = document.createElement('form')
  form.method = 'dialog'
  const heading = document.createElement('h2')
  heading.textContent = title
  form.append(heading)
  fill(form)
  dialog.append(form)
  document.body.append(dialog)
  const closed = new Promise<void>((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve()
    })
  })
  dialog.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[data-close-dialog]'))
      dialog.close()
  })
  dialog.showModal()
  return { dialog, form, closed, close: () => dialog.close() }
}

/** Asks a question with two answers. @returns true for the first one */
export async function confirmDialog(question: { title: string, text?: string, yes: string, no?: string, kind?: string }): Promise<boolean> {
  let answer = false
  const box = openDialog(question.title, (form) => {
    if (question.text) {
      const text = document.createElement('p')
      text.textContent = question.text
      form.append(text)
    }
    form.append(boxEnd([
      { text: question.yes, kind: question.kind ?? 'primary', onClick: () => { answer = true } },
      { text: question.no ?? word('button.cancel'), kind: '', onClick: () => {} },
    ]))
  })
  await box.closed
  return answer
}

/** A row of buttons that close their box after acting. */
export function boxEnd(buttons: { text: string, kind: string, onClick: () => void }[]): HTMLElement {
  const row = document.createElement('div')
  row.className = 'box-end'
  row.append(...buttons.map(({ text, kind, onClick }) => {
    const button = document.createElement('button')
    button.type = 'submit'
    button.className = `button ${kind}`
    button.textContent = text
    button.addEventListener('click', onClick)
    return button
  }))
  return row
}
