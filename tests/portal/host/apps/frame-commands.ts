import type { Portal } from '../../portal.ts'

/** Commands a placement offers beyond the shared ones; what `getInterface` reports. @see placements-contract: interfaceCommands */
export function commandsOf(portal: Portal, placement: string): { command: string[], event: string[] } {
  if (placement === 'USERFIELD_TYPE')
    return { command: ['setValue', 'getValue'], event: [] }
  const reloads = /^CRM_.*_(?:DETAIL_TAB|DETAIL_ACTIVITY|LIST_MENU)$/.test(placement)
  const isTab = /^CRM_(?:LEAD|DEAL)_DETAIL_TAB$/.test(placement)
  if (!reloads || (isTab && portal.knobs.get('leadTabInterface') === 'common'))
    return { command: [], event: [] }
  return { command: ['reloadData'], event: [] }
}
