import type { WorkingCalendar } from '../domain/working-calendar.ts'
import { z } from 'zod'

const intervals = z.array(z.strictObject({ fromMinute: z.number(), toMinute: z.number() })).max(10)

/** Working hours, holidays and zone; whether they make sense is checked in `src/domain/check-calendar.ts`. */
export const workingCalendarSchema = z.strictObject({
  timeZone: z.string().max(60),
  week: z.array(intervals).max(7),
  holidays: z.array(z.string().max(10)).max(1000),
  specialDays: z.array(z.strictObject({ date: z.string().max(10), intervals })).max(1000),
}) satisfies z.ZodType<WorkingCalendar>
