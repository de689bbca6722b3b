import type { Params } from '../rest/method.ts'
import { contract, contractExamples } from './contract.ts'
import { compileMethodCheck } from './method-check.ts'

/**
 * Where documented example requests go against the parameter tables of their own pages, by lower-case method name.
 * A caller who does what an example shows has done nothing undocumented. `user.get` is shown with a person's field as a
 * filter beside the parameters (`UF_DEPARTMENT`), so every such field may stand there.
 */
export function findExcuses(): Record<string, string[]> {
  const rules = contract()
  const excuses: Record<string, string[]> = {}
  for (const [name, examples] of contractExamples()) {
    const method = rules.methods.get(name)
    if (!method)
      continue
    const check = compileMethodCheck(method, rules)
    const paths = examples.requests.flatMap(request => check.faults(check.spell(request as Params)).map(fault => fault.path))
    if (paths.length > 0)
      excuses[name] = [...new Set(paths)].sort()
  }
  const personFields = ['ID', 'ACTIVE', 'FILTER', ...rules.methods.get('user.add')?.params.map(param => param.name) ?? []]
  for (const name of ['user.get', 'user.search'])
    excuses[name] = [...new Set([...excuses[name] ?? [], ...personFields])].sort()
  return excuses
}
