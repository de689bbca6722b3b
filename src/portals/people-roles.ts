import type { PeopleRoles, PutPeopleRoles } from '../contracts/api/people.schema.ts'
import type { RefusalCode } from '../contracts/words/refusal-words.ts'
import type { Role } from '../domain/role.ts'
import type { Signatories } from '../domain/treaty.ts'
import type { Language } from '../domain/words.ts'
import type { Person } from '../store/people.ts'
import type { StoreScope } from '../store/store.ts'
import { treatyDocumentSchema } from '../contracts/treaty-document.schema.ts'
import { fillWords } from '../contracts/words/fill-words.ts'
import { REFUSAL_WORDS } from '../contracts/words/refusal-words.ts'
import { isRole } from '../domain/role.ts'
import { forbiddenRoleChange } from '../domain/signatory-change.ts'
import { HttpError } from '../http/http-error.ts'
import { writeAudit } from './audit-log.ts'
import { guessRoles } from './guess-roles.ts'

/** Who changes roles. */
export interface RoleActor {
  readonly userId: number
  readonly roles: readonly Role[]
  readonly language: Language
}

/** Who holds which role, and what the company structure suggests. */
export interface RoleBook {
  list: (portalId: number, viewer: { canEdit: boolean }) => Promise<PeopleRoles>
  /**
   * Sets the roles of the named people; others stay. Each change is one audit row and ends that person's sessions.
   * @throws HttpError 400 `person_unknown`, `admin_needed`, `signer_both_sides`; 403 `signatory_keeps_role`
   */
  put: (portalId: number, actor: RoleActor, change: PutPeopleRoles) => Promise<void>
}

/** The role book over the store. */
export function createRoleBook({ store, now }: { store: Pick<StoreScope, 'people' | 'roles' | 'treaties' | 'audit' | 'transaction'>, now: () => number }): RoleBook {
  return {
    async list(portalId, { canEdit }) {
      const [people, departments, rows] = await Promise.all([store.people.list(portalId), store.people.departments(portalId), store.roles.list(portalId)])
      const names = new Map(departments.map(department => [department.departmentId, department.name]))
      const proposed = guessRoles(people, departments)
      const rolesOf = (userId: number) => rows.filter(row => row.userId === userId).map(row => row.role).filter(isRole)
      return {
        canEdit,
        people: people
          .filter(person => person.active || rolesOf(person.userId).length > 0)
          .map(person => ({
            userId: person.userId,
            name: person.name,
            position: person.position,
            departments: person.departmentIds.flatMap(id => names.get(id) ?? []),
            active: person.active,
            isAdmin: person.isAdmin,
            roles: rolesOf(person.userId),
            proposed: proposed.get(person.userId) ?? [],
          })),
      }
    },

    async put(portalId, actor, change) {
      const [people, signed] = await Promise.all([store.people.getMany(portalId, change.people.map(person => person.userId)), lastSignatories(store, portalId)])
      const known = new Map(people.map(person => [person.userId, person]))
      for (const wish of change.people)
        refuseWish(wish, known.get(wish.userId), actor)
      await store.transaction(async (within) => {
        for (const { userId, roles } of change.people) {
          const before = (await within.roles.ofUser(portalId, userId)).filter(isRole)
          const side = forbiddenRoleChange({ userId, before, after: roles, signed }, actor)
          if (side !== null)
            throw refused('signatory_keeps_role', actor, { name: known.get(userId)?.name ?? '', field: `signatories.${side}` })
          const isChanged = await within.roles.replace(portalId, { userId, roles: [...new Set(roles)], grantedBy: actor.userId, now: now() })
          if (isChanged)
            await writeAudit(within.audit, portalId, now(), { action: 'roles.changed', actorId: actor.userId, subject: `user:${userId}`, detail: { before, after: roles } })
        }
      })
    },
  }
}

function refuseWish({ userId, roles }: PutPeopleRoles['people'][number], person: Person | undefined, actor: RoleActor): void {
  if (!person)
    throw refused('person_unknown', actor, { userId })
  if (roles.includes('admin') && !person.isAdmin)
    throw refused('admin_needed', actor, { name: person.name })
  if (userId === actor.userId && roles.includes('cmo') && roles.includes('rop'))
    throw refused('signer_both_sides', actor, {})
}

function refused(code: RefusalCode, { language }: RoleActor, details: Record<string, string | number>): HttpError {
  const { status, words } = REFUSAL_WORDS[code]
  return new HttpError(status, code, fillWords(words, language, details), { field: code === 'person_unknown' ? 'people' : 'people.roles' })
}

/** Whom the newest signed version names; null while nothing was ever signed. */
async function lastSignatories({ treaties }: Pick<StoreScope, 'treaties'>, portalId: number): Promise<Signatories | null> {
  const last = (await treaties.list(portalId)).find(version => version.status === 'signed')
  return last ? treatyDocumentSchema.parse(last.document).signatories : null
}
