import type { Scene } from './apps-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultStaff } from '../portal/people/default-staff.ts'
import { startScene } from './apps-scene.ts'

let scene: Scene
let appId: number

beforeAll(async () => {
  scene = await startScene()
  appId = scene.installed('people')
})
afterAll(() => scene.close())

type Rows = Record<string, unknown>[]

describe('people', () => {
  it('lists employees with text ids and numeric departments', async () => {
    const rows = await scene.must(appId, 1, 'user.get', { FILTER: { UF_DEPARTMENT: 3 } }) as Rows
    expect(rows.map(row => row.ID)).toEqual(['9', '10', '11'])
    expect(rows[0]).toMatchObject({ ACTIVE: true, UF_DEPARTMENT: [3], USER_TYPE: 'employee' })
  })

  it('takes conditions beside FILTER and sorts as asked', async () => {
    const rows = await scene.must(appId, 1, 'user.get', { UF_DEPARTMENT: 2, sort: 'ID', order: 'DESC' }) as Rows
    expect(rows.map(row => row.ID)).toEqual(['8', '7', '6', '5', '4', '3'])
  })

  it('hides contacts from applications with the brief scope', async () => {
    const brief = scene.installed('brief', { scopes: ['user_brief'] })
    const [first] = await scene.must(brief, 1, 'user.get', { ID: 4 }) as Rows
    expect(first).not.toHaveProperty('EMAIL')
    const [full] = await scene.must(appId, 1, 'user.get', { ID: 4 }) as Rows
    expect(full).toHaveProperty('EMAIL')
  })

  it('are invited and changed by administrators only', async () => {
    const email = 'newcomer@example.com'
    expect(await scene.call(appId, 4, 'user.add', { EMAIL: email })).toMatchObject({ status: 400, body: { error: 'ERROR_CORE', error_description: 'access_denied' } })
    expect(await scene.call(appId, 1, 'user.add', { EMAIL: 'nobody' })).toMatchObject({ body: { error: 'ERROR_ARGUMENT', error_description: 'wrong_email' } })
    const id = await scene.must(appId, 1, 'user.add', { EMAIL: email, NAME: 'New', UF_DEPARTMENT: [3] }) as number
    expect(await scene.call(appId, 1, 'user.add', { EMAIL: email })).toMatchObject({ body: { error: 'ERROR_ARGUMENT', error_description: 'A user with this email already exists' } })
    expect(await scene.must(appId, 1, 'user.update', { ID: id, LAST_NAME: 'Comer', ACTIVE: 'N' })).toBe(true)
    expect(await scene.must(appId, 1, 'user.get', { ID: id })).toMatchObject([{ NAME: 'New', LAST_NAME: 'Comer', ACTIVE: false, UF_DEPARTMENT: [3] }])
    expect(await scene.call(appId, 1, 'user.update', { ID: 9999, NAME: 'x' })).toMatchObject({ body: { error: 'ERROR_CORE' } })
    expect(await scene.must(appId, 4, 'user.admin')).toBe(false)
  })

  it('finds people by a part of their name', async () => {
    const { lastName } = scene.portal.people.get(5)!
    const rows = await scene.must(appId, 1, 'user.search', { FILTER: { LAST_NAME: lastName.slice(0, 3) } }) as Rows
    expect(rows.map(row => row.ID)).toContain('5')
  })

  it('names the departments with their heads', async () => {
    const rows = await scene.must(appId, 1, 'department.get', { ID: 2 }) as Rows
    expect(rows).toEqual([{ ID: '2', NAME: 'Отдел продаж', SORT: 500, PARENT: '1', UF_HEAD: String(defaultStaff.headOfSales) }])
  })

  it('says who is an administrator and who holds an access code', async () => {
    expect(await scene.must(appId, 1, 'user.admin')).toBe(true)
    expect(await scene.must(appId, 4, 'user.admin')).toBe(false)
    expect(await scene.must(appId, 4, 'user.access', { ACCESS: ['U4'] })).toBe(true)
    expect(await scene.must(appId, 4, 'user.access', { ACCESS: ['U5'] })).toBe(false)
    expect(await scene.must(appId, 1, 'user.access', { ACCESS: ['U5'] })).toBe(true)
  })

  it('refuses every token of a dismissed employee and still lists them as inactive', async () => {
    const token = scene.portal.tokens.issue({ appId, userId: 8 }).accessToken
    scene.portal.people.dismiss(8)
    const answer = await fetch(`${scene.url}/rest/user.current?auth=${token}`)
    expect(answer.status).toBe(401)
    const [row] = await scene.must(appId, 1, 'user.get', { ID: 8 }) as Rows
    expect(row).toMatchObject({ ACTIVE: false })
    scene.portal.people.rehire(8)
    expect(await scene.must(appId, 8, 'user.current')).toMatchObject({ ID: '8' })
  })

  it('knows the boss of a person through all departments above', () => {
    const { people } = scene.portal
    expect(people.isBossOf(defaultStaff.headOfSales, 4)).toBe(true)
    expect(people.isBossOf(defaultStaff.owner, 4)).toBe(true)
    expect(people.isBossOf(defaultStaff.headOfMarketing, 4)).toBe(false)
  })
})

describe('custom fields of people', () => {
  it('are added, listed, changed, filled and removed by administrators', async () => {
    const add = (fields: object, userId = 1): ReturnType<Scene['call']> => scene.call(appId, userId, 'user.userfield.add', { fields })
    const id = (await add({ FIELD_NAME: 'UF_deals', USER_TYPE_ID: 'string', LABEL: 'Deals', SETTINGS: { ROWS: 3 } })).body.result
    expect(id).toEqual(expect.any(Number))
    expect((await add({ FIELD_NAME: 'DEALS', USER_TYPE_ID: 'string' })).body).toMatchObject({ error: 'ERROR_CORE', error_description: 'Field UF_USR_DEALS for USER object already exists' })
    expect((await add({ USER_TYPE_ID: 'string' })).body).toEqual(expect.objectContaining({ error: '', error_description: 'The \'FIELD_NAME\' field is not found.' }))
    expect((await add({ FIELD_NAME: 'X', USER_TYPE_ID: 'string' }, 4)).status).toBe(403)
    expect(await scene.must(appId, 1, 'user.userfield.update', { id, fields: { SORT: 150, EDIT_FORM_LABEL: { ru: 'Сделки' } } })).toBe(true)
    expect(await scene.must(appId, 1, 'user.userfield.list', { order: { id: 'desc' }, filter: { '>=SORT': 150 } })).toMatchObject([{ ID: String(id), ENTITY_ID: 'USER', FIELD_NAME: 'UF_USR_DEALS', SORT: '150', SETTINGS: { ROWS: 3 } }])
    expect(await scene.must(appId, 1, 'user.fields')).toMatchObject({ UF_USR_DEALS: 'Сделки' })
    scene.portal.violations.clear()
    await scene.must(appId, 1, 'user.update', { ID: 4, UF_USR_DEALS: 'three' })
    expect(scene.portal.violations.list()).toEqual([])
    expect(await scene.must(appId, 1, 'user.get', { ID: 4 })).toMatchObject([{ UF_USR_DEALS: 'three' }])
    expect(await scene.must(appId, 1, 'user.userfield.delete', { id })).toBe(true)
    expect((await scene.must(appId, 1, 'user.get', { ID: 4 }) as Rows)[0]).not.toHaveProperty('UF_USR_DEALS')
    expect((await scene.call(appId, 1, 'user.userfield.delete', { id })).body).toEqual(expect.objectContaining({ error: '', error_description: 'Access denied.' }))
    expect((await scene.call(appId, 1, 'user.userfield.update', { id: 0 })).body).toEqual(expect.objectContaining({ error: '', error_description: 'ID is not defined or invalid' }))
  })
})
