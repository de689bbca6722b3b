import { send } from './server.ts'
import { orToast } from './toast.ts'

/** Wires the import page: the chosen file, or the pasted text, goes to the portal. */
export function wireImport(): void {
  const form = document.querySelector<HTMLFormElement>('[data-import]')
  form?.addEventListener('submit', (event) => {
    event.preventDefault()
    event.submitter?.setAttribute('aria-busy', 'true')
    void orToast(() => upload(form)).finally(() => event.submitter?.removeAttribute('aria-busy'))
  })
}

async function upload(form: HTMLFormElement): Promise<void> {
  const data = new FormData(form)
  const file = data.get('file')
  const csv = file instanceof File && file.size > 0 ? await file.text() : String(data.get('text') ?? '')
  const { report } = await send<{ report: string }>('/_host/import', { csv })
  const place = form.querySelector('[data-import-report]')
  if (place)
    place.innerHTML = report
}
