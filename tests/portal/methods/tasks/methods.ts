import type { Method } from '../../rest/method.ts'
import { checklistMethods } from './checklist.ts'
import { taskMethods } from './tasks.ts'

/** Tasks and their checklists. */
export const tasksMethods: Method[] = [...taskMethods, ...checklistMethods]
