import { refreshBoard } from './board.ts'
import { formValues } from './form-values.ts'
import { send } from './server.ts'
import { orToast, toast } from './toast.ts'

/** Wires the list: select all, mass edit. */
export function wireList(): void {
  const list = document.querySelector<HTMLElement>('[data-list]')
  if (!list)
    return
  list.addEventListener('change', (event) => {
    const all = event.target as HTMLInputElement
    if (!all.matches('[data-select-all]'))
      return
    for (const box of list.querySelectorAll<HTMLInputElement>('input[name="ids[]"]'))
      box.checked = all.checked
  })
  list.addEventListener('submit', (event) => {
    event.preventDefault()
    void orToast(() => massEdit(event.target as HTMLFormElement))
  })
}

async function massEdit(form: HTMLFormElement): Promise<void> {
  const values = await formValues(form)
  const report = await send<{ message: string, refused: string[] }>(`/_host/mass-edit/${form.dataset.massEdit}`, { ...values, ids: values['ids[]'] ?? [] })
  form.reset()
  await refreshBoard()
  toast([report.message, ...report.refused.slice(0, 3)].join('\n'), report.refused.length > 0 ? 'error' : 'note')
}
