import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { treatyFileSchema, treatyJsonSchema } from '../../../src/contracts/treaty-file.schema.ts'
import { defaultCalendar, draftFromTemplate } from '../../../src/treaty/draft-from-template.ts'
import { TREATY_TEMPLATES } from '../../../src/treaty/templates/treaty-templates.ts'
import { SAMPLE_STAGES, sampleTreaty } from '../../support/sample-treaty.ts'

describe('the published schema of a treaty file', () => {
  /** A checker made of nothing but the published text. */
  const published = async () => z.fromJSONSchema(JSON.parse(await readFile(new URL('../../../docs/treaty.schema.json', import.meta.url), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0])
  const file = { $schema: 'https://house.example/api/treaty.schema.json', ...sampleTreaty() }

  it('is the one the application reads by; `npx vitest run --project unit treaty-json-schema -u` writes it anew', async () => {
    await expect(`${JSON.stringify(treatyJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../../docs/treaty.schema.json')
  })

  it.each(TREATY_TEMPLATES.map(template => [template.code, template] as const))('fits a treaty of the trade %s as it is saved', async (_, template) => {
    const document = draftFromTemplate({ template, stages: SAMPLE_STAGES, crmMode: 'classic', calendar: defaultCalendar('Europe/Moscow') })
    expect((await published()).safeParse({ ...file, ...document }).error).toBeUndefined()
    expect(treatyFileSchema.parse({ ...file, ...document })).toEqual(document)
  })

  it.each([
    ['a misspelled field', { rules: { ...file.rules, atempts: 5 } }],
    ['a number as words', { deadlines: { ...file.deadlines, verdictMinutes: 'four hours' } }],
    ['a newer format', { format: 2 }],
    ['a criterion of an unknown kind', { criteria: [{ ...file.criteria[0], kind: 'mood' }] }],
  ])('refuses %s, as the application does', async (_, parts) => {
    expect((await published()).safeParse({ ...file, ...parts }).success).toBe(false)
    expect(treatyFileSchema.safeParse({ ...file, ...parts }).success).toBe(false)
  })
})
