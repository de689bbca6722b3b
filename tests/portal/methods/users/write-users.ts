import type { PortalUser } from '../../people/people.ts'
import type { Call, Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { flagOf, integerOf, integersOf, textOf } from '../../work/input.ts'

function refusal(words: string, code: 'ERROR_ARGUMENT' | 'ERROR_CORE' = 'ERROR_ARGUMENT'): RestError {
  return new RestError(400, code, words)
}

function requireAdmin({ portal, caller }: Call): void {
  if (!portal.people.get(caller.userId)?.admin)
    throw refusal('access_denied', 'ERROR_CORE')
}

/** @throws RestError ERROR_ARGUMENT for an address that is none, or somebody else's */
function checkedEmail({ params, portal }: Call, ownerId: number): string {
  const email = textOf(params.EMAIL)
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw refusal('wrong_email')
  if (portal.people.list().some(user => user.id !== ownerId && user.email.toLowerCase() === email.toLowerCase()))
    throw refusal('A user with this email already exists')
  return email
}

/** The facts this portal keeps; others are taken without a word. */
function factsOf({ params, portal }: Call): Partial<PortalUser> {
  const texts = { NAME: 'name', LAST_NAME: 'lastName', SECOND_NAME: 'secondName', WORK_POSITION: 'position' } as const
  const facts: Partial<PortalUser> = {}
  for (const [name, key] of Object.entries(texts)) {
    if (params[name] !== undefined)
      facts[key as 'name'] = textOf(params[name])
  }
  if (params.PERSONAL_GENDER === 'M' || params.PERSONAL_GENDER === 'F')
    facts.gender = params.PERSONAL_GENDER
  if (params.UF_DEPARTMENT !== undefined)
    facts.departmentIds = integersOf(params.UF_DEPARTMENT)
  const own = portal.people.customFields.list().flatMap(({ fieldName }) => params[fieldName] === undefined ? [] : [[fieldName, params[fieldName]] as const])
  if (own.length > 0)
    facts.custom = { ...portal.people.get(integerOf(params.ID) ?? 0)?.custom, ...Object.fromEntries(own) }
  return facts
}

/** Inviting and changing people, for administrators. */
export const userWriteMethods: Method[] = [
  method({
    name: 'user.add',
    run(call) {
      requireAdmin(call)
      const email = checkedEmail(call, 0)
      const user = call.portal.people.add({ name: '', lastName: '', position: '', departmentIds: [], ...factsOf(call), email })
      return { result: user.id }
    },
  }),
  method({
    name: 'user.update',
    run(call) {
      requireAdmin(call)
      const { people } = call.portal
      const id = integerOf(call.params.ID) ?? 0
      if (!people.get(id))
        throw refusal('access_denied', 'ERROR_CORE')
      people.update(id, { ...factsOf(call), ...(call.params.EMAIL === undefined ? {} : { email: checkedEmail(call, id) }) })
      if (call.params.ACTIVE !== undefined)
        flagOf(call.params.ACTIVE) ? people.rehire(id) : people.dismiss(id)
      return { result: true }
    },
  }),
]
