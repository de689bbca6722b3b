// Loaded before a server of the chaos: its clock goes ahead of the machine's by as much as it is told, at start by
// CLOCK_AHEAD_MS and later by a message. Timers run as always.
import process from 'node:process'

const RealDate = Date
let aheadMs = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const now = () => RealDate.now() + aheadMs

globalThis.Date = new Proxy(RealDate, {
  construct: (_target, args) => args.length === 0 ? new RealDate(now()) : new RealDate(...args),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => name === 'now' ? now : Reflect.get(target, name),
})

process.on('message', (message) => {
  aheadMs = message.aheadMs
})
// Whoever started us is gone: nobody would ever end us.
process.on('disconnect', () => process.exit(1))
process.channel?.unref()
