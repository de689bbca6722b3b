import type { Call, Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { canWriteOwner, entityTypeByName, entityTypeName, ownerItem } from '../../work/crm-owner.ts'
import { integerOf, textOf } from '../../work/input.ts'

function refusal(words: string): RestError {
  return new RestError(400, '', words)
}

/** Number of the calling application. @throws RestError ACCESS_DENIED for webhooks and for others than administrators */
function requireAdminApp(call: Call): number {
  if (!call.portal.people.get(call.caller.userId)?.admin)
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied! Admin permissions required')
  if (call.caller.appId === null)
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied! Application context required')
  return call.caller.appId
}

function codeOf(call: Call): string {
  const code = textOf(call.params.CODE)
  if (code === '')
    throw refusal('Empty trigger code!')
  if (!/^[\w.\-]+$/.test(code))
    throw refusal('Wrong trigger code!')
  return code
}

function execute(call: Call): { result: boolean } {
  const appId = requireAdminApp(call)
  const code = codeOf(call)
  if (!call.portal.work.triggers.list(appId).some(trigger => trigger.code === code))
    throw refusal(`Trigger with code ${code} is not registered.`)
  const owner = { entityTypeId: integerOf(call.params.OWNER_TYPE_ID) ?? 0, entityId: integerOf(call.params.OWNER_ID) ?? 0 }
  if (entityTypeName(owner.entityTypeId) === '')
    throw refusal('Incorrect parameter OWNER_TYPE_ID.')
  if (owner.entityId <= 0)
    throw refusal('Incorrect parameter OWNER_ID.')
  call.portal.work.triggers.fire({ appId, code, ...owner })
  return { result: true }
}

/** The older way: `LEAD_25`, and a code that stands in the settings of a stage. */
function fireByTarget(call: Call): { result: boolean } {
  const target = textOf(call.params.target)
  if (target === '')
    throw refusal('Target is not set.')
  const [, name = '', id = ''] = /^([A-Z]+)_(\d+)$/i.exec(target) ?? []
  if (id === '')
    throw refusal('Incorrect target format.')
  const owner = { entityTypeId: entityTypeByName(name) ?? 0, entityId: Number(id) }
  if (!ownerItem(call, owner))
    throw refusal('Target is not found.')
  if (!canWriteOwner(call, owner))
    throw new RestError(403, 'ACCESS_DENIED', 'Access denied! There are no permissions to update the entity.')
  call.portal.work.triggers.fire({ appId: null, code: textOf(call.params.code), ...owner })
  return { result: true }
}

/** Triggers of applications: `crm.automation.trigger.*`. */
export const automationMethods: Method[] = [
  method({ name: 'crm.automation.trigger', run: fireByTarget }),
  method({
    name: 'crm.automation.trigger.add',
    run(call) {
      const appId = requireAdminApp(call)
      const code = codeOf(call)
      const name = textOf(call.params.NAME)
      if (name === '')
        throw refusal('Empty trigger name!')
      call.portal.work.triggers.put({ appId, code, name })
      return { result: true }
    },
  }),
  method({
    name: 'crm.automation.trigger.list',
    run: call => ({ result: call.portal.work.triggers.list(requireAdminApp(call)).map(trigger => ({ NAME: trigger.name, CODE: trigger.code })) }),
  }),
  method({
    name: 'crm.automation.trigger.delete',
    run(call) {
      const appId = requireAdminApp(call)
      if (!call.portal.work.triggers.remove(appId, codeOf(call)))
        throw refusal('Trigger not found')
      return { result: true }
    },
  }),
  method({ name: 'crm.automation.trigger.execute', run: execute }),
]
