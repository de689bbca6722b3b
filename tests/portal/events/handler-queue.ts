/** One waiting message. */
export interface Waiting {
  /** Not sent before this moment of the machine's clock, ms. */
  dueAt: number
  send: () => Promise<void>
}

/** A handler slower than this makes its own line wait as long again before the next call. */
const slowMs = 1000
const longestPauseMs = 10_000

/** The line of one handler: one message at a time in the order they came, unless they may overtake each other. */
export class HandlerQueue {
  private line: Waiting[] = []
  private inFlight = 0
  private restUntil = 0
  private isPaused = false
  private timer: NodeJS.Timeout | undefined
  private readonly mayOvertake: () => boolean
  private readonly onIdle: () => void

  /**
   * An empty line.
   * @param mayOvertake whether messages may overtake each other at the moment
   * @param onIdle called whenever the line has run empty
   */
  constructor(mayOvertake: () => boolean, onIdle: () => void) {
    this.mayOvertake = mayOvertake
    this.onIdle = onIdle
  }

  /** Waiting and in flight. */
  get size(): number {
    return this.line.length + this.inFlight
  }

  push(waiting: Waiting): void {
    this.line.push(waiting)
    this.schedule()
  }

  pause(): void {
    this.isPaused = true
  }

  /** `lost` throws away what waited. */
  resume(lost: boolean): void {
    this.isPaused = false
    if (lost)
      this.line = []
    this.turn()
  }

  close(): void {
    this.isPaused = true
    this.line = []
    clearTimeout(this.timer)
  }

  private turn(): void {
    for (let next = this.next(); next; next = this.next())
      void this.run(next)
    if (this.size === 0)
      this.onIdle()
    else
      this.schedule()
  }

  /** Takes the message that may go now out of the line. */
  private next(): Waiting | undefined {
    const overtaking = this.mayOvertake()
    const now = Date.now()
    if (this.isPaused || now < this.restUntil || (this.inFlight > 0 && !overtaking))
      return undefined
    const index = overtaking ? this.line.findIndex(waiting => waiting.dueAt <= now) : 0
    const found = this.line[index]
    if (!found || found.dueAt > now)
      return undefined
    this.line.splice(index, 1)
    return found
  }

  private async run(waiting: Waiting): Promise<void> {
    this.inFlight += 1
    const startedAt = Date.now()
    await waiting.send()
    const tookMs = Date.now() - startedAt
    this.restUntil = tookMs > slowMs ? Date.now() + Math.min(tookMs, longestPauseMs) : 0
    this.inFlight -= 1
    this.turn()
  }

  private schedule(): void {
    clearTimeout(this.timer)
    const overtaking = this.mayOvertake()
    const first = this.line[0]
    if (this.isPaused || !first || (this.inFlight > 0 && !overtaking))
      return
    const dueAt = overtaking ? this.line.reduce((soonest, waiting) => Math.min(soonest, waiting.dueAt), first.dueAt) : first.dueAt
    this.timer = setTimeout(() => this.turn(), Math.max(0, Math.max(this.restUntil, dueAt) - Date.now()))
  }
}
