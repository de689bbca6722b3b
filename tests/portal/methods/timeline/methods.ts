import type { Method } from '../../rest/method.ts'
import { commentMethods } from './comments.ts'
import { logMessageMethods } from './log-messages.ts'

/** `crm.timeline.*` */
export const timelineMethods: Method[] = [...commentMethods, ...logMessageMethods]
