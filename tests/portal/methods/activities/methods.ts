import type { Method } from '../../rest/method.ts'
import { badgeMethods } from './badges.ts'
import { bindingMethods } from './bindings.ts'
import { classicActivityMethods } from './classic-activities.ts'
import { configurableMethods } from './configurable.ts'
import { todoMethods } from './todo.ts'
import { transcriptMethod } from './transcript.ts'

/** `crm.activity.*` */
export const activitiesMethods: Method[] = [...classicActivityMethods, ...todoMethods, ...bindingMethods, ...configurableMethods, ...badgeMethods, transcriptMethod]
