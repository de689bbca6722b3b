import type { Method } from '../../rest/method.ts'
import { appInfo } from './app-info.ts'
import { optionMethods } from './options.ts'

/** `app.info` and what applications keep in the portal. */
export const optionsMethods: Method[] = [appInfo, ...optionMethods]
