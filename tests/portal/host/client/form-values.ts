type Value = string | string[] | { name: string, content: string }

/** A form as JSON: names with `[]` become lists, chosen files their name and contents (base64). */
export async function formValues(form: HTMLFormElement, submitter?: HTMLElement | null): Promise<Record<string, Value>> {
  const values: Record<string, Value> = {}
  for (const [name, value] of new FormData(form, submitter ?? undefined)) {
    if (value instanceof File) {
      if (value.size > 0)
        values[name] = { name: value.name, content: await base64(value) }
    }
    else if (name.endsWith('[]')) {
      const known = values[name]
      values[name] = Array.isArray(known) ? [...known, value] : [value]
    }
    else {
      values[name] = value
    }
  }
  return values
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let binary = ''
  for (const byte of bytes)
    binary += String.fromCharCode(byte)
  return btoa(binary)
}
