import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { treatyDocumentSchema } from '../../../src/contracts/treaty-document.schema.ts'

describe('the published schema of a treaty file', () => {
  it('is the one the application reads by; `npx vitest run --project unit treaty-json-schema -u` writes it anew', async () => {
    const schema = z.toJSONSchema(treatyDocumentSchema, { target: 'draft-2020-12' })
    await expect(`${JSON.stringify({ title: 'Peace Treaty, format 1', ...schema }, null, 2)}\n`).toMatchFileSnapshot('../../../docs/treaty.schema.json')
  })
})
