import { contract } from '../../contract/contract.ts'

/** Every permission of the documented methods in use, sorted; `basic` needs no grant and is not among them. */
export function allScopes(): string[] {
  const named = [...contract().methods.values()].flatMap(({ scope }) => scope ?? [])
  return [...new Set(named.filter(scope => /^[a-z_.]+$/.test(scope) && scope !== 'basic'))].sort()
}
