import type { Portal } from '../portal.ts'
import type { Work } from './work.ts'
import { createActivities } from './activity-store.ts'
import { createAppOptions } from './app-options.ts'
import { createBadges } from './badges.ts'
import { createCalendar } from './calendar-store.ts'
import { createCalls } from './call-store.ts'
import { createFiles } from './file-store.ts'
import { createNotifications } from './notification-store.ts'
import { createTasks } from './task-store.ts'
import { createTimeline } from './timeline-store.ts'
import { createTriggers } from './trigger-store.ts'

/** Everything around the CRM, empty. */
export function createWork(portal: () => Portal): Work {
  const calls = createCalls(portal)
  return {
    activities: createActivities(portal),
    timeline: createTimeline(portal),
    badges: createBadges(),
    notifications: createNotifications(portal),
    tasks: createTasks(portal),
    calendar: createCalendar(portal),
    calls,
    files: createFiles(portal),
    triggers: createTriggers(portal),
    options: createAppOptions(),
    close: calls.close,
  }
}
