import type { Method } from '../../rest/method.ts'
import { eventBindingMethods } from './event-binding.ts'
import { offlineEventMethods } from './offline-events.ts'

/** Every method about events. */
export const eventsMethods: Method[] = [...eventBindingMethods, ...offlineEventMethods]
