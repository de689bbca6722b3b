/**
 * Which methods a logged batch asked for, the most frequent first: `crm.item.list × 2, crm.stagehistory.list`, a number never on a line of its own. Empty for a call that is no batch.
 * @param params logged parameters; a batch has its rows under `cmd`, each `method?query`
 */
export function batchContents(params: unknown): string {
  const cmd = typeof params === 'object' && params !== null && 'cmd' in params ? params.cmd : null
  if (typeof cmd !== 'object' || cmd === null)
    return ''
  const counts = new Map<string, number>()
  for (const row of Object.values(cmd)) {
    const method = String(row).split('?', 1)[0]!
    counts.set(method, (counts.get(method) ?? 0) + 1)
  }
  return [...counts].sort((one, other) => other[1] - one[1]).map(([method, count]) => count > 1 ? `${method}\u00A0×\u00A0${count}` : method).join(', ')
}
