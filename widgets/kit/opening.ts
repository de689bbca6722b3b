/** What the server wrote into the page: enough to draw the right skeleton before the portal answers. Holds no tokens. */
export interface Opening {
  placement: string
  /** Two letters. */
  language: string
  options: Record<string, unknown>
}

/** Reads `<script type="application/json" id="opening">`; a page opened without it gets the defaults. */
export function readOpening(page: Document): Opening {
  const text = page.getElementById('opening')?.textContent ?? ''
  try {
    const raw = JSON.parse(text) as Partial<Opening>
    return { placement: raw.placement ?? 'DEFAULT', language: raw.language ?? 'ru', options: raw.options ?? {} }
  }
  catch {
    // No opening: the page was built or tried alone. It will say that it stands outside a portal.
    return { placement: 'DEFAULT', language: 'ru', options: {} }
  }
}
