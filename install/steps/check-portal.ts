import type { InstallStepDefinition, StepContext, StepOutcome } from '../step.ts'
import { listEventNames, readAbilities, readAppInfo } from '../../src/bitrix/app.ts'
import { listPlacementCodes } from '../../src/bitrix/bindings.ts'
import { WIZARD_LANE } from '../step.ts'
import { say } from '../words.ts'

/** Scopes without which nothing works, and those whose absence costs one ability. */
const NEEDED_SCOPES = ['crm', 'placement']
const WANTED_SCOPES = ['user_brief', 'department', 'im', 'task', 'calendar', 'telephony', 'disk']

/** Methods a plan may lack, asked by name. */
const ASKED_METHODS = [
  'crm.item.list',
  'crm.item.update',
  'crm.stagehistory.list',
  'crm.lead.userfield.add',
  'crm.activity.configurable.add',
  'crm.activity.badge.add',
  'crm.automation.trigger.add',
  'crm.item.details.configuration.get',
  'crm.status.add',
  'im.notify.system.add',
  'userfieldtype.add',
  'placement.bind',
  'event.bind',
  'department.get',
  'voximplant.statistic.get',
]

/** What the app cannot be without; the rest only narrows it. */
const NEEDED_METHODS = ['crm.item.list', 'crm.item.update', 'crm.lead.userfield.add', 'event.bind']

/** Step 1: what this portal is, and what it can do for us. */
export const checkPortal: InstallStepDefinition = {
  code: 'checks',
  questions: async () => [],
  async run(context): Promise<StepOutcome> {
    const { client, store, portal, now } = context
    const [app, abilities] = [await readAppInfo(client, WIZARD_LANE), await readAbilities(client, { methods: ASKED_METHODS, features: ['rest_offline_extended', 'rest_auth_connector'] }, WIZARD_LANE)]
    const lackingScopes = NEEDED_SCOPES.filter(scope => !abilities.scopes.includes(scope))
    if (lackingScopes.length > 0)
      return { state: 'failed', message: 'checks.scopes', detail: lackingScopes.join(', ') }
    const lackingMethods = ASKED_METHODS.filter(method => abilities.methods[method] === false)
    const [events, placements] = [await listEventNames(client, WIZARD_LANE), await listPlacementCodes(client, WIZARD_LANE)]
    await store.portals.update(portal.portalId, {
      crmMode: abilities.crmMode,
      scopes: abilities.scopes,
      license: app.license,
      appLocalId: app.localId,
      ...(abilities.currency === null ? {} : { currency: abilities.currency }),
    }, now())
    await store.portals.setCapabilities(portal.portalId, {
      appCode: app.code,
      methods: abilities.methods,
      features: abilities.features,
      events: [...events],
      placements: [...placements],
    }, now())
    const findings = findingsOf(context, { lackingMethods, scopes: abilities.scopes, license: app.license, crmMode: abilities.crmMode })
    const blocking = lackingMethods.filter(method => NEEDED_METHODS.includes(method))
    if (blocking.length > 0)
      return { state: 'failed', message: 'checks.methods', detail: blocking.join(', '), findings }
    if (abilities.crmMode === 'simple')
      return { state: 'done', message: 'checks.simple', findings }
    return lackingMethods.length > 0
      ? { state: 'done', message: 'checks.methods', detail: lackingMethods.join(', '), findings }
      : { state: 'done', message: 'checks.done', findings }
  },
}

function findingsOf({ language }: StepContext, facts: { lackingMethods: string[], scopes: string[], license: string | null, crmMode: string }): string[] {
  const lackingScopes = WANTED_SCOPES.filter(scope => !facts.scopes.includes(scope))
  return [
    ...(facts.license === null ? [] : [say(language, `Тариф: ${facts.license}`, `Plan: ${facts.license}`)]),
    facts.crmMode === 'simple' ? say(language, 'CRM без лидов', 'CRM without leads') : say(language, 'CRM с лидами', 'CRM with leads'),
    ...lackingScopes.map(scope => say(language, `Нет права ${scope}: часть возможностей недоступна`, `No permission ${scope}: some abilities are missing`)),
  ]
}
