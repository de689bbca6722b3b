import type { Portal } from '../portal.ts'
import type { FileContent, Files, StoredFile } from './files.ts'
import { voiceBytes, voiceSize } from './voice.ts'

const typesByEnding: Record<string, string> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  pdf: 'application/pdf',
  txt: 'text/plain',
}

/** An empty disk. */
export function createFiles(portal: () => Portal): Files {
  const files = new Map<number, StoredFile>()
  let lastId = 0
  return {
    get: id => files.get(id),
    list: () => files.values(),
    add(file) {
      lastId += 1
      const stored: StoredFile = {
        activityId: null,
        ...file,
        id: lastId,
        type: file.type ?? typesByEnding[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream',
        size: sizeOf(file.content),
        createdAt: file.createdAt ?? portal().clock.now(),
      }
      files.set(stored.id, stored)
      return stored
    },
    remove: id => files.delete(id),
    read: (file, start, end) => file.content.kind === 'voice'
      ? voiceBytes(file.content, start, end)
      : file.content.bytes.subarray(start, end),
  }
}

function sizeOf(content: FileContent): number {
  return content.kind === 'voice' ? voiceSize(content.durationMs) : content.bytes.length
}
