import { z } from 'zod'
import { restFlag, restInt, restList, restText } from './rest-scalars.schema.ts'

/** The result of `app.info`: which application the token belongs to, and whether its installation is finished. */
export const appInfoSchema = z.object({
  ID: restInt,
  CODE: restText,
  VERSION: restText,
  STATUS: restText,
  INSTALLED: restFlag,
  LANGUAGE_ID: restText,
  LICENSE: restText,
}).transform(row => ({
  /** Number of the application inside the portal: part of the code of our field type (`rest_<ID>_...`). */
  localId: row.ID,
  /** `client_id` for a local application, the market's code otherwise. */
  code: row.CODE,
  version: row.VERSION,
  status: row.STATUS,
  isInstalled: row.INSTALLED,
  language: row.LANGUAGE_ID,
  license: row.LICENSE,
}))

/** The result of `scope`. */
export const scopeListSchema = restList(z.string())

/** The result of `feature.get`. */
export const featureSchema = z.object({ value: restFlag }).transform(row => row.value)

/** The result of `method.get`. */
export const methodStateSchema = z.object({ isExisting: restFlag, isAvailable: restFlag })

/** The result of `crm.settings.mode.get`: 1 classic (with leads), 2 simple. */
export const crmModeSchema = restInt.transform(mode => mode === 2 ? 'simple' as const : 'classic' as const)

/** The result of `server.time`: portal time with its offset. */
export const serverTimeSchema = z.string().transform((value, context) => {
  const at = Date.parse(value)
  const offset = /([+-])(\d{2}):?(\d{2})$/.exec(value)
  if (Number.isNaN(at)) {
    context.addIssue({ code: 'custom', message: 'not a point in time' })
    return z.NEVER
  }
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0
  return { at, offsetMinutes: minutes }
})

/** The result of `crm.currency.base.get`. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/)

/** What the token's application is. */
export type AppInfo = z.infer<typeof appInfoSchema>
