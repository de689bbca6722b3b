/** Path data (24 × 24) of the usual signs of warmth: drawn, not typed, so that they are there without a font of emoji. */
const PATHS: Readonly<Record<string, string>> = {
  '🔥': 'M12.5 1.5c.8 4.3 6.5 6.8 6.5 13a7 7 0 0 1-14 0c0-3 1.4-5 3-6.8.2 1.9.9 3 2 3.7-.6-4 .4-7.6 2.5-9.9Z',
  '☀': 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM11 1h2v4h-2ZM11 19h2v4h-2ZM1 11h4v2H1ZM19 11h4v2h-4ZM4.9 3.5l2.8 2.8-1.4 1.4-2.8-2.8ZM17.7 16.3l2.8 2.8-1.4 1.4-2.8-2.8ZM19.1 3.5l1.4 1.4-2.8 2.8-1.4-1.4ZM6.3 16.3l1.4 1.4-2.8 2.8-1.4-1.4Z',
  '❄': 'M11 2h2v20h-2ZM3.8 6.1l17.4 10-1 1.8-17.4-10ZM20.2 6.1l1 1.8-17.4 10-1-1.8ZM12 7.7 8.8 4.5l1.4-1.4L12 4.9l1.8-1.8 1.4 1.4ZM12 16.3l3.2 3.2-1.4 1.4-1.8-1.8-1.8 1.8-1.4-1.4Z',
}

/** The drawing of a sign; null = it is shown as it was typed. */
export function warmthIconPath(sign: string): string | null {
  return PATHS[sign.replace('\uFE0F', '').trim()] ?? null
}
