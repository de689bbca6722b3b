import type { Activities } from './activities.ts'
import type { AppOptions } from './app-options.ts'
import type { Badges } from './badges.ts'
import type { Calendar } from './calendar.ts'
import type { Calls } from './calls.ts'
import type { Files } from './files.ts'
import type { Notifications } from './notifications.ts'
import type { Tasks } from './tasks.ts'
import type { Timeline } from './timeline.ts'
import type { Triggers } from './triggers.ts'

/** Everything around the CRM of this portal. */
export interface Work {
  activities: Activities
  timeline: Timeline
  badges: Badges
  notifications: Notifications
  tasks: Tasks
  calendar: Calendar
  calls: Calls
  files: Files
  triggers: Triggers
  options: AppOptions
  /** Ends timers (late recordings). */
  close: () => void
}
