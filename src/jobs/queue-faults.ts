import process from 'node:process'

/**
 * Keeps the process alive when the queue's library cannot note that a job ended: it lets go of that promise, and with the database away for a
 * second every server that was just ending a job would end too. The job is taken up again when its time is over. Everything else nobody
 * awaited still ends the process.
 * @param onFault hears what could not be noted
 */
export function outliveQueueFaults(onFault: (error: Error) => void): void {
  process.on('unhandledRejection', (reason) => {
    if (!isOfQueue(reason))
      throw reason
    onFault(reason)
  })
}

/** Whether a fault came out of the library, by the way it went. */
function isOfQueue(reason: unknown): reason is Error {
  return reason instanceof Error && /[\\/]node_modules[\\/]pg-boss[\\/]/.test(reason.stack ?? '')
}
