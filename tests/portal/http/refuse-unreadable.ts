import type { Server } from 'node:http'
import { Buffer } from 'node:buffer'

/** What cannot be read as HTTP, e.g. letters in an address that nobody encoded, by the code of Node's parser. */
const sentences: Record<string, string> = {
  HPE_INVALID_URL: 'The address holds characters that are not percent-encoded',
  HPE_HEADER_OVERFLOW: 'The address or the headers are too long',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request did not come to its end in time',
}

/** Lets a server answer what is not HTTP with INVALID_REQUEST (400) and a sentence, instead of an empty 400. */
export function refuseUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const body = JSON.stringify({ error: 'INVALID_REQUEST', error_description: sentences[error.code ?? ''] ?? 'The request is not valid HTTP' })
    socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`)
  })
}
