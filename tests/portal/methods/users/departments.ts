import type { Department } from '../../people/people.ts'
import type { Method } from '../../rest/method.ts'
import type { Columns } from '../../work/row-query.ts'
import { method } from '../../rest/method.ts'
import { textOf } from '../../work/input.ts'
import { pageOf, rowFilter, rowOrder } from '../../work/row-query.ts'

const columns: Columns<Department> = {
  ID: { kind: 'number', read: department => department.id },
  NAME: { kind: 'text', read: department => department.name },
  SORT: { kind: 'number', read: department => department.sort },
  PARENT: { kind: 'number', read: department => department.parentId },
  UF_HEAD: { kind: 'number', read: department => department.headId },
}

/** The root has no `PARENT`, a department without a head no `UF_HEAD`. */
function departmentRow(department: Department): Record<string, unknown> {
  return {
    ID: String(department.id),
    NAME: department.name,
    SORT: department.sort,
    ...(department.parentId === null ? {} : { PARENT: String(department.parentId) }),
    ...(department.headId === null ? {} : { UF_HEAD: String(department.headId) }),
  }
}

/** The company structure: `department.*`. */
export const departmentMethods: Method[] = [
  method({
    name: 'department.get',
    run({ portal, params }) {
      const { sort, order, ...rest } = params
      const found = portal.people.departments().filter(rowFilter(rest, columns, portal.settings.timeZone))
      found.sort(rowOrder({ [textOf(sort) || 'ID']: textOf(order) || 'ASC' }, columns, { ID: 'ASC' }))
      return pageOf(found, params.START ?? params.start, departmentRow)
    },
  }),
  method({
    name: 'department.fields',
    run: () => ({ result: { ID: 'ID', NAME: 'Department Name', SORT: 'Sort Order', PARENT: 'Parent Department', UF_HEAD: 'Manager' } }),
  }),
]
