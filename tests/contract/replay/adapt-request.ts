import type { FixtureKind } from './fixtures.ts'
import type { World } from './world.ts'
import { createFixtures, entityKind, picture } from './fixtures.ts'
import { preparations } from './preparations.ts'

type Json = Record<string, unknown>

/** Which thing a bare `id` (or the like) of a method means; the first that fits counts. */
const subjects: [RegExp, string, FixtureKind][] = [
  [/^crm\.(?:item\.)?productrow\.(?:get|update|delete)$|^crm\.item\.productrow\.(?:get|update|delete)$/, 'id', 'productRow'],
  [/^user\.userfield\./, 'id', 'personField'],
  [/^im\.notify\.confirm$/, 'notifyId', 'invitation'],
  [/^im\.notify\.answer$/, 'notifyId', 'notification'],
  [/^crm\.lead\.userfield\./, 'id', 'leadField'],
  [/^crm\.deal\.userfield\./, 'id', 'dealField'],
  [/^crm\.contact\.userfield\./, 'id', 'contactField'],
  [/^crm\.company\.userfield\./, 'id', 'companyField'],
  [/^crm\.lead\./, 'id', 'lead'],
  [/^crm\.deal\./, 'id', 'deal'],
  [/^crm\.contact\./, 'id', 'contact'],
  [/^crm\.company\./, 'id', 'company'],
  [/^crm\.status\./, 'id', 'status'],
  [/^crm\.category\./, 'id', 'pipeline'],
  [/^crm\.currency\.(?:delete|update|localizations)/, 'id', 'currency'],
  [/^crm\.activity\.todo\./, 'id', 'todo'],
  [/^crm\.activity\.configurable\./, 'id', 'configurable'],
  [/^crm\.activity\.badge\.(?:get|delete)/, 'code', 'badge'],
  [/^crm\.activity\.call\./, 'activityId', 'transcribedCall'],
  [/^crm\.activity\./, 'id', 'activity'],
  [/^crm\.timeline\.comment\./, 'id', 'comment'],
  [/^crm\.timeline\.logmessage\./, 'id', 'logMessage'],
  [/^crm\.automation\.trigger(?:\.execute|\.delete)?$/, 'code', 'trigger'],
  [/^tasks\.task\./, 'taskId', 'task'],
  [/^calendar\.event\./, 'id', 'meeting'],
  [/^disk\.file\./, 'id', 'file'],
  [/^im\.notify\.(?:read|delete)$/, 'id', 'notification'],
  [/^department\.(?:update|delete)$/, 'id', 'department'],
  [/^user\.update$/, 'id', 'person'],
  [/^telephony\.externalcall\./, 'callId', 'call'],
]

/** What must exist for a list to have rows. */
const listRows: [RegExp, FixtureKind[]][] = [
  [/^crm\.activity\.badge\.list$/, ['badge']],
  [/^crm\.automation\.trigger\.list$/, ['trigger']],
  [/^crm\.activity\.list$/, ['activity']],
  [/^crm\.item\.productrow\./, ['productRow']],
  [/^crm\.item\.list$|^crm\.stagehistory\.list$/, ['lead', 'deal']],
  [/^crm\.lead\.list$/, ['lead']],
  [/^crm\.deal\.list$/, ['deal']],
  [/^crm\.contact\.list$|^crm\.duplicate\./, ['contact']],
  [/^crm\.company\.list$/, ['company']],
  [/^user\.userfield\.list$/, ['personField']],
  [/^crm\.lead\.userfield\.list$/, ['leadField']],
  [/^crm\.deal\.userfield\.list$/, ['dealField']],
  [/^crm\.company\.userfield\.list$/, ['companyField']],
  [/^crm\.timeline\.comment\.list$/, ['comment']],
  [/^crm\.timeline\.logmessage\.list$/, ['logMessage']],
  [/^tasks\.task\.list$/, ['task']],
  [/^calendar\.event\.get$/, ['meeting']],
  [/^voximplant\.statistic\./, ['transcribedCall']],
]

/** Keys that name a thing wherever they stand, in lower case without underscores. */
const namedThings: Record<string, FixtureKind> = {
  leadid: 'lead',
  dealid: 'deal',
  contactid: 'contact',
  contactids: 'contact',
  companyid: 'company',
  companyids: 'company',
  activityid: 'activity',
  categoryid: 'pipeline',
  dealcategoryid: 'pipeline',
  badgecode: 'badge',
}

const personKeys = /^(?:userid|assignedbyid|responsibleid|createdby|createdbyid|authorid|editorid|observers|accomplices|auditors|ufhead|users|attendees|host|userids|updatedby|movedby|changedby)$/

/** A documented request with its numbers replaced by things that exist in this world. */
export async function adaptRequest(method: string, request: unknown, world: World): Promise<Json> {
  const make = createFixtures(world)
  const name = method.toLowerCase()
  const adapted = structuredClone(request) as Json
  await replaceInside(adapted, make)
  for (const [key, value] of Object.entries(adapted)) {
    const subject = subjects.find(([pattern, subjectKey]) => pattern.test(name) && plain(key) === plain(subjectKey))
    if (subject && typeof value !== 'object')
      adapted[key] = await make(subject[2])
    else if (/^crm\.item\.(?:get|update|delete)$/.test(name) && key === 'id')
      adapted[key] = await make(entityKind(adapted.entityTypeId))
  }
  for (const kind of listRows.find(([pattern]) => pattern.test(name))?.[1] ?? [])
    await make(kind)
  return await preparations[name]?.(adapted, world, make) ?? adapted
}

async function replaceInside(node: Json, make: ReturnType<typeof createFixtures>): Promise<void> {
  for (const [key, value] of Object.entries(node)) {
    const lower = plain(key)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      await replaceInside(value as Json, make)
    }
    else if (/^parentid\d+$/.test(lower) || lower === 'quoteid' || lower === 'productid') {
      delete node[key]
    }
    else if (namedThings[lower] && Number(value) !== 0) {
      const id = await make(namedThings[lower])
      node[key] = Array.isArray(value) ? [id] : id
    }
    else if (personKeys.test(lower)) {
      node[key] = Array.isArray(value) ? [1, 2] : typeof value === 'string' ? '1' : 1
    }
    else if (/(?:^|source|target|owner)entitytypeid$|^ownertypeid$/.test(lower) && entityKindIsKept(value)) {
      node[key] = 2
    }
    else if (typeof value === 'string') {
      node[key] = replaceText(key, value)
    }
    else if (Array.isArray(value)) {
      for (const element of value) {
        if (typeof element === 'object' && element !== null && !Array.isArray(element))
          await replaceInside(element as Json, make)
      }
    }
  }
  await replaceOwner(node, make)
  await replaceStage(node, make)
}

function entityKindIsKept(entityTypeId: unknown): boolean {
  return ![1, 2, 3, 4].includes(Number(entityTypeId))
}

/** Pairs of a kind and a number: `ownerTypeId` + `ownerId`, `ENTITY_TYPE` + `ENTITY_ID`, `ownerType` + `ownerId`. */
async function replaceOwner(node: Json, make: ReturnType<typeof createFixtures>): Promise<void> {
  const words: Record<string, number> = { lead: 1, deal: 2, contact: 3, company: 4, l: 1, d: 2, c: 3, co: 4 }
  for (const key of Object.keys(node)) {
    const match = /^=?(source|target|owner|entity)?(?:id|entityid)$/.exec(plain(key)) ?? (plain(key) === 'entityid' ? ['', 'entity'] : null)
    if (!match || plain(key) === 'id')
      continue
    const role = match[1] ?? ''
    const type = Object.entries(node).find(([other]) => [`${role}typeid`, `${role}entitytypeid`, `${role}type`, 'entitytypeid', 'entitytype'].includes(plain(other.replace('=', ''))))?.[1]
    if (type === undefined || (typeof type === 'string' && !/^\d+$/.test(type) && !words[type.toLowerCase()]))
      continue
    const entityTypeId = words[String(type).toLowerCase()] ?? Number(type)
    node[key] = await make(entityKind(entityTypeId))
  }
}

/** Stages of pipelines that do not exist here. */
async function replaceStage(node: Json, make: ReturnType<typeof createFixtures>): Promise<void> {
  for (const [key, value] of Object.entries(node)) {
    if (/^(?:stageid|statusid)$/.test(plain(key)) && typeof value === 'string' && /^C\d+:/.test(value))
      node[key] = `C${await make('pipeline')}:NEW`
  }
}

function replaceText(key: string, value: string): string {
  if (!/^(?:\*\*put|@|formatDate)/.test(value))
    return value
  if (/file|photo|icon|logo|data$/i.test(key))
    return picture
  return /date|time|deadline|from|to|>|</i.test(key + value) ? '2026-06-15T12:00:00+03:00' : 'Text'
}

function plain(key: string): string {
  return key.toLowerCase().replaceAll('_', '')
}
