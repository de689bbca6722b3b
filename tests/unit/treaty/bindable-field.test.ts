import { expect, it } from 'vitest'
import { bindableKind } from '../../../src/treaty/bindable-field.ts'

it.each([
  ['opportunity', 'double', 'number_range'],
  ['sourceId', 'crm_status', 'choice'],
  ['UF_CRM_1700000000', 'boolean', 'yes_no'],
  ['UF_CRM_MOVE_IN', 'date', 'date_horizon'],
] as const)('%s says what the client wants and answers a criterion', (name, type, kind) => {
  expect(bindableKind(name, type)).toBe(kind)
})

it.each([
  ['isConvert', 'char', 'the CRM sets it'],
  ['assignedById', 'integer', 'it names a person of ours'],
  ['createdTime', 'datetime', 'it is the lead\'s own'],
  ['birthdate', 'date', 'it says who the client is'],
  ['UF_CRM_1700000001', 'string', 'a text may hold anything'],
  ['UF_CRM_PT_VERDICT', 'enumeration', 'it is ours'],
])('%s (%s) answers none: %s', (name, type, why) => {
  expect(bindableKind(name, type), why).toBeNull()
})
