import type { AppInfo } from '../contracts/rest/app.schema.ts'
import type { Profile } from '../contracts/rest/people.schema.ts'
import type { CallOptions, PortalClient } from './portal-client.ts'
import { z } from 'zod'
import { appInfoSchema, crmModeSchema, currencySchema, featureSchema, methodStateSchema, scopeListSchema } from '../contracts/rest/app.schema.ts'
import { profileSchema } from '../contracts/rest/people.schema.ts'
import { restList } from '../contracts/rest/rest-scalars.schema.ts'
import { parseAnswer, rowResult } from './parse-answer.ts'

/** Which application the token belongs to, and whether its installation is finished. */
export async function readAppInfo(client: PortalClient, options: CallOptions): Promise<AppInfo> {
  return parseAnswer(appInfoSchema, await client.call('app.info', {}, options), 'app.info')
}

/**
 * Whose token this is and which application it was issued to, in one request.
 * @throws UserTokenRefusedError for a dead token; PortalRefusedError when it belongs to no application
 */
export async function readTokenOwner(client: PortalClient, options: CallOptions): Promise<{ app: AppInfo, profile: Profile }> {
  const answer = await client.batch([
    { key: 'profile', method: 'profile', params: {} },
    { key: 'app', method: 'app.info', params: {} },
  ], options)
  return {
    app: parseAnswer(appInfoSchema, rowResult(answer, 'app', 'app.info'), 'app.info'),
    profile: parseAnswer(profileSchema, rowResult(answer, 'profile', 'profile'), 'profile'),
  }
}

/** What a portal is able to do for us. */
export interface PortalAbilities {
  scopes: string[]
  crmMode: 'classic' | 'simple'
  currency: string | null
  /** By method name: it exists and the plan includes it. */
  methods: Record<string, boolean>
  /** By code of `feature.get`; absent when the portal did not say. */
  features: Record<string, boolean>
}

const MODE_ROW = { key: 'mode', method: 'crm.settings.mode.get', params: {} }

/** Scopes, CRM mode, currency, methods and features in one request; at most 46 methods and features together. */
export async function readAbilities(client: PortalClient, asked: { methods: readonly string[], features: readonly string[] }, options: CallOptions): Promise<PortalAbilities> {
  const answer = await client.batch([
    { key: 'scope', method: 'scope', params: {} },
    MODE_ROW,
    { key: 'currency', method: 'crm.currency.base.get', params: {} },
    ...asked.methods.map((name, index) => ({ key: `m${index}`, method: 'method.get', params: { name } })),
    ...asked.features.map((CODE, index) => ({ key: `f${index}`, method: 'feature.get', params: { CODE } })),
  ], options)
  const optional = <Schema extends z.ZodType>(schema: Schema, key: string): z.infer<Schema> | null => {
    const row = answer.get(key)
    return row?.state === 'done' ? schema.safeParse(row.result).data ?? null : null
  }
  const methods = asked.methods.map((name, index) => [name, isAvailable(optional(methodStateSchema, `m${index}`))] as const)
  const features = asked.features.flatMap((code, index) => {
    const value = optional(featureSchema, `f${index}`)
    return value === null ? [] : [[code, value] as const]
  })
  return {
    scopes: parseAnswer(scopeListSchema, rowResult(answer, 'scope', 'scope'), 'scope'),
    crmMode: parseAnswer(crmModeSchema, rowResult(answer, 'mode', MODE_ROW.method), MODE_ROW.method),
    currency: optional(currencySchema, 'currency'),
    methods: Object.fromEntries(methods),
    features: Object.fromEntries(features),
  }
}

/** Events this portal can send to us, in upper case. */
export async function listEventNames(client: PortalClient, options: CallOptions): Promise<Set<string>> {
  const names = parseAnswer(restList(z.string()), await client.call('events', {}, options), 'events')
  return new Set(names.map(name => name.toUpperCase()))
}

/** A portal too old to know `method.get` answers nothing: then the method is tried and believed. */
function isAvailable(state: { isExisting: boolean, isAvailable: boolean } | null): boolean {
  return state === null || (state.isExisting && state.isAvailable)
}
