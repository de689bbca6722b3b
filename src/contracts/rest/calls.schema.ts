import { z } from 'zod'
import { restId, restInstantOrNull, restInt, restList, restNumber, restText } from './rest-scalars.schema.ts'

/** One call of `crm.activity.list` with its files, without subject and communications: they hold a client's data. */
const callActivitySchema = z.object({
  ID: restInt,
  DIRECTION: restText,
  RESPONSIBLE_ID: restId,
  CREATED: restInstantOrNull,
  START_TIME: restInstantOrNull,
  END_TIME: restInstantOrNull,
  FILES: restList(z.object({ id: restId, url: restText })),
}).transform(row => ({
  activityId: row.ID,
  isOutgoing: row.DIRECTION === '2',
  userId: row.RESPONSIBLE_ID,
  startedAt: row.START_TIME ?? row.CREATED ?? 0,
  endedAt: row.END_TIME,
  files: row.FILES.flatMap(({ id, url }) => url === null ? [] : [{ fileId: id, url }]),
}))

/** The result of `crm.activity.list` for calls. */
export const callActivitiesSchema = restList(callActivitySchema)

/** One row of `voximplant.statistic.get`, without the client's number. Types 1 and 4 are made by us, 2 and 3 come in, 5 informs. */
const callStatisticSchema = z.object({
  ID: restInt,
  PORTAL_USER_ID: restId,
  CALL_TYPE: restText,
  CALL_DURATION: restNumber.optional().default(0),
  CALL_START_DATE: restInstantOrNull,
  CALL_RECORD_URL: restText,
  RECORD_FILE_ID: restId,
  CALL_FAILED_CODE: restText,
  CRM_ACTIVITY_ID: restId,
}).transform(row => ({
  statisticId: row.ID,
  userId: row.PORTAL_USER_ID,
  isOutgoing: row.CALL_TYPE !== '2' && row.CALL_TYPE !== '3',
  durationSeconds: Math.max(0, Math.round(row.CALL_DURATION)),
  startedAt: row.CALL_START_DATE ?? 0,
  recordUrl: row.CALL_RECORD_URL,
  recordFileId: row.RECORD_FILE_ID,
  isAnswered: row.CALL_FAILED_CODE === null || row.CALL_FAILED_CODE === '200',
  activityId: row.CRM_ACTIVITY_ID,
}))

/** The result of `voximplant.statistic.get`. */
export const callStatisticsSchema = restList(callStatisticSchema)

/** The result of `disk.file.get`, as far as a recording needs it. The address holds our token: it never leaves the server. */
export const diskFileSchema = z.object({ SIZE: restNumber, DOWNLOAD_URL: restText }).transform(row => ({ size: row.SIZE, url: row.DOWNLOAD_URL }))

/** A call as an activity. */
export type CallActivity = z.infer<typeof callActivitySchema>
/** A call as a row of the statistics. */
export type CallStatistic = z.infer<typeof callStatisticSchema>
