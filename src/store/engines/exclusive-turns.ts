/** Hands a single engine out, one holder at a time, in the order of asking. */
export class ExclusiveTurns {
  #last: Promise<void> = Promise.resolve()

  /** Resolves when it is this caller's turn; the next one waits until the returned function is called. */
  async take(): Promise<() => void> {
    const before = this.#last
    const turn = newTurn()
    this.#last = turn.promise
    await before
    return turn.resolve
  }
}

function newTurn(): { promise: Promise<void>, resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
