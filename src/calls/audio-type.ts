/** Types of sound a browser may be told; everything else that calls itself sound is given as one of these. */
const KNOWN: Readonly<Record<string, string>> = {
  'audio/wav': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/mpeg': 'audio/mpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/ogg': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'audio/opus': 'audio/ogg',
  'audio/webm': 'audio/webm',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/flac': 'audio/flac',
}

/** Types that say nothing: the first bytes are not read, a telephony names its files badly more often than it serves something else. */
const SILENT = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-download', 'application/force-download'])

/** The type a recording is served with, whatever the other side called it; null when it is no sound (a page, an error, a picture). */
export function audioType(given: string): string | null {
  if (SILENT.has(given) || given.startsWith('audio/'))
    return KNOWN[given] ?? 'audio/mpeg'
  return KNOWN[given] ?? null
}
