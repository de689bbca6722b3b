/** Facts the server leaves on every page. */
interface Boot {
  words: Record<string, string>
  language: string
  origin: string
  userId: number
}

const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as Partial<Boot>

/** A word of the interface; its key when the server sent none. */
export function word(key: string, parameters: Record<string, string | number> = {}): string {
  return (boot.words?.[key] ?? key).replace(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole))
}
