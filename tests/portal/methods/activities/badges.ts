import type { Call, Method } from '../../rest/method.ts'
import type { Badge, Words } from '../../work/badges.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { accessDenied, notFound } from '../../work/crm-owner.ts'
import { recordOf, textOf } from '../../work/input.ts'

const types = new Set(['primary', 'secondary', 'success', 'warning', 'failure'])

/** @throws RestError ACCESS_DENIED for others than administrators of the CRM */
function requireCrmAdmin(call: Call): void {
  const user = call.portal.people.get(call.caller.userId)
  if (!user?.admin && !user?.crmAdmin)
    throw accessDenied()
}

function wordsOf(value: unknown): Words {
  const byLanguage = recordOf(value)
  return byLanguage ? Object.fromEntries(Object.entries(byLanguage).map(([language, words]) => [language, textOf(words)])) : textOf(value)
}

function isEmpty(words: Words): boolean {
  return typeof words === 'string' ? words === '' : Object.keys(words).length === 0
}

/** Texts in the portal's language, as all answers show them. */
function badgeRow(call: Call, badge: Badge): Record<string, string> {
  const say = (words: Words): string => typeof words === 'string' ? words : words[call.portal.settings.language] ?? Object.values(words)[0] ?? ''
  return { code: badge.code, title: say(badge.title), value: say(badge.value), type: badge.type }
}

function known(call: Call): Badge {
  const badge = call.portal.work.badges.get(textOf(call.params.code))
  if (!badge)
    throw notFound()
  return badge
}

/** Badges of the kanban: `crm.activity.badge.*`. */
export const badgeMethods: Method[] = [
  method({
    name: 'crm.activity.badge.add',
    run(call) {
      requireCrmAdmin(call)
      const { params } = call
      const badge: Badge = { code: textOf(params.code), title: wordsOf(params.title), value: wordsOf(params.value), type: textOf(params.type) }
      if (badge.code === '' || badge.type === '' || isEmpty(badge.title) || isEmpty(badge.value))
        throw new RestError(400, 'REQUIRED_ARG_MISSING', 'Required fields are not filled')
      if (!types.has(badge.type))
        throw new RestError(400, 'INVALID_ARG_VALUE', 'Wrong badge type')
      call.portal.work.badges.put(badge)
      return { result: { badge: badgeRow(call, badge) } }
    },
  }),
  method({ name: 'crm.activity.badge.get', run: call => ({ result: { badge: badgeRow(call, known(call)) } }) }),
  method({ name: 'crm.activity.badge.list', run: call => ({ result: { badges: call.portal.work.badges.list().map(badge => badgeRow(call, badge)) } }) }),
  method({
    name: 'crm.activity.badge.delete',
    run(call) {
      requireCrmAdmin(call)
      call.portal.work.badges.remove(known(call).code)
      return { result: true }
    },
  }),
]
