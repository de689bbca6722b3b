import { word } from './boot.ts'
import { boxEnd, openDialog } from './dialog.ts'
import { read } from './server.ts'

interface Choice {
  /** Key of the choice, unique in the dialog. */
  key: string
  title: string
  note: string
  /** What the frame gets for it. */
  value: unknown
}

interface Selection {
  title: string
  isMultiple: boolean
  chosen: string[]
  find: (search: string) => Promise<Choice[]>
}

/** Lets the person choose from what a search finds. @returns null when the dialog was closed without a choice */
async function choose(selection: Selection): Promise<Choice[] | null> {
  const chosen = new Map<string, Choice | null>(selection.chosen.map(key => [key, null]))
  let answer: Choice[] | null = null
  const box = openDialog(selection.title, (form) => {
    const search = document.createElement('input')
    search.type = 'search'
    search.setAttribute('aria-label', word('dialog.search'))
    search.placeholder = word('dialog.search')
    const list = document.createElement('div')
    list.className = 'choices'
    const done = (): void => {
      answer = [...chosen.values()].filter(choice => choice !== null)
    }
    const draw = async (): Promise<void> => {
      const found = await selection.find(search.value)
      list.replaceChildren(...found.map(choice => choiceButton(choice, chosen, selection.isMultiple, () => {
        done()
        box.close()
      })))
      if (found.length === 0)
        list.textContent = word('dialog.emptyList')
    }
    search.addEventListener('input', () => void draw())
    search.addEventListener('keydown', event => event.key === 'Enter' && event.preventDefault())
    const cancel = { text: word('button.cancel'), kind: '', onClick: () => {} }
    const end = boxEnd(selection.isMultiple ? [{ text: word('button.choose'), kind: 'primary', onClick: done }, cancel] : [cancel])
    form.append(search, list, end)
    void draw()
  })
  await box.closed
  return answer
}

function choiceButton(choice: Choice, chosen: Map<string, Choice | null>, isMultiple: boolean, finish: () => void): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  const title = document.createElement('bdi')
  title.textContent = choice.title
  const note = document.createElement('span')
  note.className = 'soft small'
  note.textContent = choice.note
  button.append(title, note)
  if (chosen.has(choice.key))
    chosen.set(choice.key, choice)
  button.setAttribute('aria-pressed', String(chosen.has(choice.key)))
  button.addEventListener('click', () => {
    if (!isMultiple) {
      chosen.clear()
      chosen.set(choice.key, choice)
      return finish()
    }
    if (!chosen.delete(choice.key))
      chosen.set(choice.key, choice)
    button.setAttribute('aria-pressed', String(chosen.has(choice.key)))
  })
  return button
}

interface PersonRow { id: string, name: string, position: string, photo: string, url: string, sub: boolean, sup: boolean }

/** One employee (or null), or a list of them. */
export async function selectPeople(isMultiple: boolean): Promise<unknown> {
  const found = await choose({
    title: word('dialog.selectUser'),
    isMultiple,
    chosen: [],
    find: async search => (await read<PersonRow[]>(`/_host/people?find=${encodeURIComponent(search)}`))
      .map(person => ({ key: person.id, title: person.name, note: person.position, value: person })),
  })
  const values = (found ?? []).map(choice => choice.value)
  return isMultiple ? values : values[0] ?? null
}

/** Access codes (`U1`, `D2`, `AU`) with their names. */
export async function selectAccess(chosen: string[]): Promise<unknown> {
  const found = await choose({
    title: word('dialog.selectAccess'),
    isMultiple: true,
    chosen,
    find: async search => (await read<{ id: string, name: string }[]>(`/_host/access?find=${encodeURIComponent(search)}`))
      .map(one => ({ key: one.id, title: one.name, note: one.id, value: one })),
  })
  return (found ?? []).map(choice => choice.value)
}

interface CrmRow { id: string, type: string, title: string, desc: string, url: string, image: string, place: string }

/** Buckets of chosen items per kind; each bucket is numbered from "0" as the vendor's host does. */
export async function selectCrm(params: Record<string, unknown>): Promise<unknown> {
  const types = Array.isArray(params.entityType) ? params.entityType.map(String) : [String(params.entityType ?? 'lead')]
  const found = await choose({
    title: word('dialog.selectCrm'),
    isMultiple: params.multiple === true || params.multiple === 'Y',
    chosen: [],
    find: async search => (await read<CrmRow[]>(`/_host/crm-items?types=${encodeURIComponent(types.join(','))}&find=${encodeURIComponent(search)}`))
      .map(row => ({ key: row.id, title: row.title, note: row.desc, value: row })),
  })
  const buckets: Record<string, Record<string, unknown>> = {}
  for (const choice of found ?? []) {
    const row = choice.value as CrmRow
    const bucket = buckets[row.type] ??= {}
    bucket[String(Object.keys(bucket).length)] = row
  }
  return buckets
}
