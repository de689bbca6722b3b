/** Events that say "go and look" at an item: also collected in the offline queue where the plan has one. */
export const ITEM_EVENT_NAMES = [
  'ONCRMLEADADD',
  'ONCRMLEADUPDATE',
  'ONCRMLEADDELETE',
  'ONCRMDEALADD',
  'ONCRMDEALUPDATE',
  'ONCRMDEALDELETE',
  'ONCRMDEALMOVETOCATEGORY',
] as const

/** Everything else we hear. @see architecture section 6 */
const OTHER_EVENT_NAMES = [
  'ONCRMACTIVITYADD',
  'ONCRMACTIVITYUPDATE',
  'ONCRMTIMELINEITEMACTION',
  'ONVOXIMPLANTCALLEND',
  'ONCRMLEADUSERFIELDUPDATE',
  'ONCRMLEADUSERFIELDDELETE',
  'ONCRMLEADUSERFIELDSETENUMVALUES',
  'ONCRMDEALUSERFIELDUPDATE',
  'ONCRMDEALUSERFIELDDELETE',
  'ONCRMDEALUSERFIELDSETENUMVALUES',
  'ONTASKUPDATE',
  'ONTASKDELETE',
  'ONAPPINSTALL',
  'ONAPPUPDATE',
  'ONAPPUNINSTALL',
] as const

/** Events bound to our receiver. */
export const ONLINE_EVENT_NAMES: readonly string[] = [...ITEM_EVENT_NAMES, ...OTHER_EVENT_NAMES]

/** Wakes us when the offline queue has something. */
export const OFFLINE_WAKE_NAME = 'ONOFFLINEEVENT'

/** Path of the receiver. */
export const EVENTS_PATH = '/events'
