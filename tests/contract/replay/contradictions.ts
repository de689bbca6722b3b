/** A page whose example contradicts the rest of the documentation. */
export interface Contradiction {
  reason: string
  /** Exactly these faults come of it; texts may be beginnings. */
  faults: string[]
}

/** By lower-case method name. Nothing else may fail, and an entry whose method holds is a mistake too. */
export const contradictions: Record<string, Contradiction> = {
  'batch': {
    reason: 'shows TIMESTAMP_X of user.current as text, the page of user.current shows {}',
    faults: ['result.result.get_user.TIMESTAMP_X is object, documented is string'],
  },
  'crm.activity.configurable.add': {
    reason: 'shows the time block inside the result; the page lists no such field and other methods have it outside',
    faults: ['result.time is missing'],
  },
  'crm.activity.configurable.update': {
    reason: 'sends isIncomingChannel Y with a deadline, for which its own error table has a refusal',
    faults: ['400 {"error":"INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE"'],
  },
  'crm.stagehistory.list': {
    reason: 'selects three columns and shows all of them in the answer',
    faults: ['TYPE_ID', 'OWNER_ID', 'CATEGORY_ID', 'STAGE_SEMANTIC_ID'].map(key => `result.items[].${key} is missing`),
  },
  'event.offline.get': {
    reason: 'shows EVENT_DATA false for events whose own pages show data',
    faults: ['EVENT_DATA', 'EVENT_ADDITIONAL'].map(key => `result.events[].${key} is object, documented is boolean`),
  },
  'event.offline.list': {
    reason: 'shows EVENT_DATA false for events whose own pages show data',
    faults: ['EVENT_DATA', 'EVENT_ADDITIONAL'].map(key => `result[].${key} is object, documented is boolean`),
  },
}
