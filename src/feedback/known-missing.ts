import type { MissingPart } from '../domain/missing-part.ts'
import { z } from 'zod'
import { missingPartSchema } from '../contracts/missing-part.schema.ts'

const partsSchema = z.array(z.unknown())

/** What a stored breach says was missing; parts an older release wrote in another shape are left out. */
export function knownMissing(stored: unknown): MissingPart[] {
  const parts = partsSchema.safeParse(stored)
  return (parts.data ?? []).flatMap((part) => {
    const known = missingPartSchema.safeParse(part)
    return known.success ? [known.data] : []
  })
}
