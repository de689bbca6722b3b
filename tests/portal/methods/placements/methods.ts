import type { Method } from '../../rest/method.ts'
import { placementMethods } from './placements.ts'
import { userFieldTypeMethods } from './user-field-types.ts'

/** Every method about widgets and field types of applications. */
export const placementsMethods: Method[] = [...placementMethods, ...userFieldTypeMethods]
