import type { FastifyInstance } from 'fastify'
import { treatyJsonSchema } from '../contracts/treaty-file.schema.ts'
import { TREATY_SCHEMA_PATH } from '../contracts/treaty-schema-path.ts'

/** The schema of a treaty file, for everybody: it says nothing about any portal. */
export function registerTreatySchema(scope: FastifyInstance): void {
  const text = JSON.stringify(treatyJsonSchema(), null, 2)
  scope.get(TREATY_SCHEMA_PATH, async (_, reply) => reply.header('cache-control', 'public, max-age=3600').type('application/schema+json').send(text))
}
