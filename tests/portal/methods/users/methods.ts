import type { Method } from '../../rest/method.ts'
import { departmentMethods } from './departments.ts'
import { ownFieldMethods } from './own-field-methods.ts'
import { userMethods } from './users.ts'
import { userWriteMethods } from './write-users.ts'

/** Every method about people. */
export const usersMethods: Method[] = [...userMethods, ...userWriteMethods, ...ownFieldMethods, ...departmentMethods]
