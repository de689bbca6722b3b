import { z } from 'zod'
import { CRITERION_ANSWERS, VERDICT_LABELS } from '../../domain/verdict.ts'
import { itemRefSchema } from '../item-ref.schema.ts'
import { wordsSchema } from '../words.schema.ts'
import { personSchema } from './session.schema.ts'

/** Who judges: each lead by its rep, one marketer and one head of sales. */
export const CALIBRATION_JUDGES = ['rep', 'marketer', 'rop'] as const

/** Address of a set. */
export const calibrationParamsSchema = z.object({ setId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** GET /api/calibration: sets, newest first. */
export const calibrationSetsSchema = z.object({
  sets: z.array(z.object({
    setId: z.number().int(),
    /** `YYYY-MM`. */
    month: z.string(),
    leads: z.number().int(),
    closesAt: z.number(),
    /** Judgements the viewer still owes. */
    mine: z.number().int(),
    /** Judgements given and expected in all. */
    given: z.number().int(),
    expected: z.number().int(),
  })),
})

/** Agreement of some judges about one question. A number is null when it is undefined ("–"). */
export const agreementSchema = z.object({
  /** Leads all of them judged. */
  leads: z.number().int(),
  /** Share of equal pairs. */
  observed: z.number().nullable(),
  /** Cohen's kappa for two judges, Fleiss' for more. */
  kappa: z.number().nullable(),
  /** Gwet's AC1 over the labels on offer. */
  ac1: z.number().nullable(),
  /** Share of each label among all judgements. */
  baseRates: z.record(z.string(), z.number()),
})

/** GET /api/calibration/:setId: the viewer's leads to judge; others' judgements only once a lead has all three. The result when the set is complete or closed. */
export const calibrationSetSchema = z.object({
  setId: z.number().int(),
  month: z.string(),
  closesAt: z.number(),
  criteria: z.array(z.object({ code: z.string(), words: wordsSchema })),
  leads: z.array(z.object({
    position: z.number().int(),
    item: itemRefSchema,
    /** The viewer is to judge it as this; null = not his. */
    judge: z.enum(CALIBRATION_JUDGES).nullable(),
    /** What people call the source; null = none, or the lead is gone. */
    sourceName: z.string().nullable(),
    createdAt: z.number().nullable(),
    /** All three have judged: the judgements are shown. */
    shown: z.boolean(),
    judgements: z.array(z.object({
      judge: z.enum(CALIBRATION_JUDGES),
      person: personSchema,
      label: z.enum(VERDICT_LABELS),
      answers: z.record(z.string(), z.enum(CRITERION_ANSWERS)),
    })),
    /** How many of the three have judged, without who said what. */
    given: z.number().int(),
  })),
  result: z.object({
    /** All three about the verdict. */
    verdict: agreementSchema,
    /** Two at a time. */
    pairs: z.array(z.object({ judges: z.tuple([z.enum(CALIBRATION_JUDGES), z.enum(CALIBRATION_JUDGES)]), agreement: agreementSchema })),
    criteria: z.array(z.object({ code: z.string(), words: wordsSchema, agreement: agreementSchema })),
    /** The criterion that splits people most: «этот критерий неясен: поправьте договор»; null = none does. */
    unclear: z.object({ code: z.string(), words: wordsSchema }).nullable(),
  }).nullable(),
})

/** POST /api/calibration/:setId/judgements: one judgement, given once; the answer is the set. */
export const judgeCalibrationSchema = z.object({
  position: z.number().int().min(1).max(1000),
  label: z.enum(VERDICT_LABELS),
  answers: z.record(z.string().regex(/^\w{1,40}$/), z.enum(CRITERION_ANSWERS)).default({}),
})

/** Who judges. */
export type CalibrationJudge = typeof CALIBRATION_JUDGES[number]
/** Sets, newest first. */
export type CalibrationSets = z.infer<typeof calibrationSetsSchema>
/** One set. */
export type CalibrationSet = z.infer<typeof calibrationSetSchema>
/** Agreement about one question. */
export type AgreementView = z.infer<typeof agreementSchema>
/** A judgement. */
export type JudgeCalibration = z.infer<typeof judgeCalibrationSchema>
