import type { Method } from '../../rest/method.ts'
import { externalCallMethods } from './external-calls.ts'
import { statisticMethod } from './statistic.ts'
import { transcriptionMethod } from './transcription.ts'

/** Telephony. */
export const telephonyMethods: Method[] = [...externalCallMethods, statisticMethod, transcriptionMethod]
