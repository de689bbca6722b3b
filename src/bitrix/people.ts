import type { DepartmentRow, UserRow } from '../contracts/rest/people.schema.ts'
import type { CallOptions, PortalClient } from './portal-client.ts'
import { departmentListSchema, userListSchema } from '../contracts/rest/people.schema.ts'
import { listAll } from './list-all.ts'
import { parseAnswer } from './parse-answer.ts'

/** Everybody the portal lists, dismissed people included. Neither integrators nor the system user are among them. */
export async function listUsers(client: PortalClient, options: CallOptions): Promise<UserRow[]> {
  return listAll(client, { method: 'user.get', params: { sort: 'ID', order: 'ASC' } }, options, result => parseAnswer(userListSchema, result, 'user.get'))
}

/** The company structure. */
export async function listDepartments(client: PortalClient, options: CallOptions): Promise<DepartmentRow[]> {
  return listAll(client, { method: 'department.get', params: { sort: 'ID', order: 'ASC' }, startKey: 'START' }, options, result => parseAnswer(departmentListSchema, result, 'department.get'))
}
