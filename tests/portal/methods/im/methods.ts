import type { Method } from '../../rest/method.ts'
import { messageAddMethod } from './message-add.ts'
import { schemaMethod } from './notice-types.ts'
import { notifyGetMethod } from './notify-get.ts'
import { notifyReplyMethods } from './notify-reply.ts'
import { notifySearchMethod } from './notify-search.ts'
import { notifyMethods } from './notify.ts'

/** Notices and messages. */
export const imMethods: Method[] = [...notifyMethods, notifyGetMethod, notifySearchMethod, ...notifyReplyMethods, schemaMethod, messageAddMethod]
