import type { NotificationListener } from '../engine.ts'
import pg from 'pg'
import { CHANNEL } from '../engine.ts'

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000

/** One connection that hears `NOTIFY`, renewed for as long as the store is open. */
export class PostgresListener {
  readonly #config: pg.ClientConfig
  readonly #listeners = new Set<NotificationListener>()
  #client: pg.Client | null = null
  #retry: NodeJS.Timeout | undefined
  #pauseMs = FIRST_PAUSE_MS
  #isClosed = false

  constructor(config: pg.ClientConfig) {
    this.#config = config
  }

  /** Connects and listens. Rejects when the first connection fails: then the address is wrong or the server is down. */
  async start(): Promise<void> {
    const client = new pg.Client({ ...this.#config, keepAlive: true })
    client.on('notification', message => this.#listeners.forEach(listener => listener.onPayload(message.payload ?? '')))
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    await client.connect()
    this.#client = client
    await client.query(`listen ${CHANNEL}`)
    this.#pauseMs = FIRST_PAUSE_MS
  }

  /** Adds a listener; returns the way to remove it. */
  add(listener: NotificationListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    await this.#client?.end()
  }

  #lost(client: pg.Client): void {
    if (this.#isClosed || this.#client !== client)
      return
    this.#client = null
    this.#reconnectLater()
  }

  #reconnectLater(): void {
    this.#retry = setTimeout(() => {
      this.start().then(
        () => this.#listeners.forEach(listener => listener.onGap()),
        () => this.#reconnectLater(),
      )
    }, this.#pauseMs)
    this.#retry.unref()
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS)
  }
}
