import type { Method } from './method.ts'
import { activitiesMethods } from '../methods/activities/methods.ts'
import { automationMethods } from '../methods/automation/methods.ts'
import { calendarMethods } from '../methods/calendar/methods.ts'
import { crmMethods } from '../methods/crm/methods.ts'
import { diskMethods } from '../methods/disk/methods.ts'
import { eventsMethods } from '../methods/events/methods.ts'
import { imMethods } from '../methods/im/methods.ts'
import { optionsMethods } from '../methods/options/methods.ts'
import { placementsMethods } from '../methods/placements/methods.ts'
import { systemMethods } from '../methods/system/methods.ts'
import { tasksMethods } from '../methods/tasks/methods.ts'
import { telephonyMethods } from '../methods/telephony/methods.ts'
import { timelineMethods } from '../methods/timeline/methods.ts'
import { usersMethods } from '../methods/users/methods.ts'

/** Every method the stand-in can run, by lower-case name. @throws Error when two folders claim one name */
export function allMethods(): Map<string, Method> {
  const byName = new Map<string, Method>()
  const lists = [
    systemMethods(() => byName),
    activitiesMethods,
    automationMethods,
    calendarMethods,
    crmMethods,
    diskMethods,
    eventsMethods,
    imMethods,
    optionsMethods,
    placementsMethods,
    tasksMethods,
    telephonyMethods,
    timelineMethods,
    usersMethods,
  ]
  for (const method of lists.flat()) {
    const name = method.name.toLowerCase()
    if (byName.has(name))
      throw new Error(`Two methods are called ${method.name}: keep one`)
    byName.set(name, method)
  }
  return byName
}
