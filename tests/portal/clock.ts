/** The portal's clock; tests may move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now: () => number
  /** Moves the clock by so many milliseconds from now on; alarms that come due by that ring at once. */
  shift: (byMs: number) => void
  /** Rings once, after so many milliseconds of the portal's time. @returns what takes the alarm back */
  alarm: (afterMs: number, ring: () => void) => () => void
}

interface Alarm {
  dueAt: number
  ring: () => void
  timer?: NodeJS.Timeout
}

/** Timers of the machine take no more. */
const longestTimerMs = 2 ** 31 - 1

/** A clock that follows the machine's. */
export function systemClock(): Clock {
  let offsetMs = 0
  const alarms = new Set<Alarm>()
  const now = (): number => Date.now() + offsetMs

  const wind = (alarm: Alarm): void => {
    clearTimeout(alarm.timer)
    const leftMs = alarm.dueAt - now()
    if (leftMs > 0) {
      alarm.timer = setTimeout(wind, Math.min(leftMs, longestTimerMs), alarm)
      return
    }
    alarms.delete(alarm)
    alarm.ring()
  }

  return {
    now,
    shift(byMs) {
      offsetMs += byMs
      for (const alarm of [...alarms].sort((a, b) => a.dueAt - b.dueAt))
        wind(alarm)
    },
    alarm(afterMs, ring) {
      const alarm: Alarm = { dueAt: now() + afterMs, ring }
      alarms.add(alarm)
      wind(alarm)
      return () => {
        alarms.delete(alarm)
        clearTimeout(alarm.timer)
      }
    },
  }
}
