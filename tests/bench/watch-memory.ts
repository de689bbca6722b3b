import process from 'node:process'

/** Looks this often: short peaks count too. */
const EVERY_MS = 50

/** Watches the resident memory of this process, worker threads included; `growthMb` is its highest value since over the one now. */
export function watchMemory(): { growthMb: () => number, stop: () => void } {
  const before = process.memoryUsage.rss()
  let highest = before
  const watching = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss())
  }, EVERY_MS)
  return { growthMb: () => Math.round((highest - before) / 1e6), stop: () => clearInterval(watching) }
}
