import { z } from 'zod'

const share = z.number().min(0).max(1)
const seconds = z.number().min(0)
const milliseconds = z.number().min(0)

/** One trouble with REST calls whose method fits a pattern. */
const restTroubleSchema = z.object({
  /** Method name; `*` stands for any run of characters: `crm.*`. */
  method: z.string(),
  /**
   * `status`: answers with `status` and the documented body of it.
   * `slow`: answers after `delayMs`. `half`: breaks off in the middle of the body. `silent`: never answers.
   * `reset`: closes the connection after the work was done, before the answer.
   */
  kind: z.enum(['status', 'slow', 'half', 'silent', 'reset']),
  status: z.number().int().min(200).max(599).default(500),
  /** Error code of the body; empty = the system error documented for the status. */
  code: z.string().default(''),
  delayMs: milliseconds.default(0),
  /** Part of the calls that suffer. */
  share: share.default(1),
  /** How many calls suffer before the trouble is over; null = until taken away. */
  times: z.number().int().min(0).nullable().default(null),
})

/** A stage whose automation writes to the client. */
const stageSchema = z.object({
  /** 1 lead, 2 deal. */
  entityTypeId: z.union([z.literal(1), z.literal(2)]),
  /** Pipeline of a deal stage. */
  pipelineId: z.number().int().default(0),
  stageId: z.string().min(1),
}).strict()

/** Every knob with its range and default. A new knob is one line with a docstring. */
export const knobValuesSchema = z.object({
  // REST
  /** Leaky bucket per source IP: standard 50 calls and 2/s, enterprise 250 and 5/s. */
  rateLimit: z.enum(['off', 'standard', 'enterprise']).default('off'),
  /** Seconds of work a method may use in ten minutes before OPERATION_TIME_LIMIT; 0 = no limit (a real portal: 480). */
  operatingLimitSec: seconds.default(0),
  /** Seconds of `operating` charged per call on top of the true time: reaches the limit in a test. */
  operatingChargeSec: seconds.default(0),
  /** Troubles with chosen methods, the first that fits counts. */
  restTroubles: z.array(restTroubleSchema).default([]),
  /** Every REST call is answered OVERLOAD_LIMIT (503). */
  overloaded: z.boolean().default(false),
  /** REST belongs to commercial plans only: ACCESS_DENIED (403). */
  restClosedByPlan: z.boolean().default(false),
  /** Every call is answered PORTAL_DELETED (500). */
  portalDeleted: z.boolean().default(false),
  /** Plain http calls are refused with INVALID_REQUEST "Https required". */
  httpsRequired: z.boolean().default(false),
  /** New origin of the portal (`http://127.0.0.1:8081`); the old one answers 302. Empty = not renamed. */
  renamedOrigin: z.string().regex(/^(?:https?:\/\/[^/]+)?$/, 'an origin without a trailing slash, or empty').default(''),
  /** Methods (patterns) that wait for the administrator's confirmation: METHOD_CONFIRM_WAITING (401). */
  methodsWaitingForConfirmation: z.array(z.string()).default([]),
  /** Employees to whom every application is closed: user_access_error (403). */
  usersWithoutAppAccess: z.array(z.number().int()).default([]),

  // OAuth
  accessTokenLifetimeSec: seconds.default(3600),
  refreshTokenLifetimeSec: seconds.default(180 * 24 * 3600),
  /** How long a refresh token still works after it was exchanged (open question 10). */
  oldRefreshTokenGraceSec: seconds.default(0),
  /** HTTP status of OAuth refusals (open question 10). */
  oauthErrorStatus: z.union([z.literal(200), z.literal(400), z.literal(401), z.literal(403)]).default(400),
  /** The trial or paid period is over: PAYMENT_REQUIRED from the OAuth server, PAYMENT_EXPIRED Y in app.info. */
  paymentExpired: z.boolean().default(false),
  /** app.info at the OAuth host tells which portal the token belongs to (open question 11). */
  oauthAppInfoNamesPortal: z.boolean().default(false),
  /** How long the OAuth server takes for an answer. */
  oauthDelayMs: milliseconds.default(0),

  // Events
  /** Part of the events that get lost. */
  dropEvents: share.default(0),
  /** Part of the events that are sent twice. */
  duplicateEvents: share.default(0),
  eventDelayMs: milliseconds.default(0),
  /** A handler that has not answered by then has missed the event. */
  eventTimeoutMs: milliseconds.default(5000),
  /** Up to so much more, by chance. */
  eventDelayJitterMs: milliseconds.default(0),
  /** Events of one handler may overtake each other. */
  reorderEvents: z.boolean().default(false),
  /** No event carries user tokens, as after a robot. */
  eventsWithoutTokens: z.boolean().default(false),
  /** User events carry a refresh token too (the docs contradict each other). */
  eventsWithRefreshToken: z.boolean().default(false),
  /** Brackets in event bodies are percent-encoded. */
  eventBracketsEncoded: z.boolean().default(true),
  /** Scopes inside `auth` of an event: separated by commas or spaces (the docs contradict each other). */
  eventScopeSeparator: z.enum([',', ' ']).default(','),
  /** The plan has no offline queue: event.bind with event_type offline and event.offline.* are refused. */
  offlineQueueMissing: z.boolean().default(false),
  /** The same handler bound twice (open question 8). */
  doubleEventBind: z.enum(['once', 'twice', 'refused']).default('once'),
  /** ONAPPINSTALL comes so late. */
  appInstallEventDelayMs: milliseconds.default(0),
  /** Wire format of ONCRMTIMELINEITEMACTION (open question 13): keys right under `data`, or under `data[FIELDS]` in capitals. */
  clickEventFormat: z.enum(['flat', 'fields']).default('flat'),
  /** The click event carries the tokens of who clicked. */
  clickEventWithTokens: z.boolean().default(true),

  // CRM
  crmMode: z.enum(['classic', 'simple']).default('classic'),
  /** A converted lead refuses changes of its stage (open question 1). */
  convertedLeadsLocked: z.boolean().default(false),
  /** A converted lead may be converted again on the page (open question 1). */
  convertAgain: z.boolean().default(true),
  /** Order of the events of a conversion (open question 2). */
  conversionEventOrder: z.enum(['random', 'lead first', 'deal first']).default('random'),
  /** Conversions by robots raise events too (open question 2). */
  robotConversionRaisesEvents: z.boolean().default(true),
  /** Converting on the page checks required fields (open question 3). */
  conversionChecksRequiredFields: z.boolean().default(false),
  /** A conversion copies custom fields to same-named fields of the deal (docs silent). */
  conversionCopiesUserFields: z.boolean().default(true),
  /** What a new lead becomes in simple mode (the docs contradict each other): it stays, converted, or it is gone. */
  simpleModeLead: z.enum(['converted', 'gone']).default('converted'),
  /** MANDATORY=Y is checked for iframe fields too (open question 7). */
  iframeFieldsCanBeMandatory: z.boolean().default(true),
  /** Dragging on the kanban checks required fields (open question 3). */
  kanbanChecksRequiredFields: z.boolean().default(true),
  /** Mass edit checks required fields (open question 3). */
  massEditChecksRequiredFields: z.boolean().default(false),
  /** Imports, web forms and telephony leads obey MANDATORY=Y (open question 4). */
  importChecksMandatoryFields: z.boolean().default(false),
  /** Classic `*.add` obeys MANDATORY=Y (open question 4). */
  classicAddChecksMandatoryFields: z.boolean().default(true),
  /** JSON type of list values in crm.item.get (open question 6). */
  listValuesAs: z.enum(['number', 'string']).default('number'),
  /** How an empty single custom field reads in crm.item.get (open question 6). */
  emptyCustomFieldAs: z.enum(['null', 'empty string', 'false']).default('null'),
  /** Values of a field whose iframe type is gone after uninstall (open question 7). */
  orphanedIframeField: z.enum(['keeps value', 'reads empty']).default('keeps value'),
  /** Robots of a stage run when REST moves an item there (open question 14). */
  robotsRunOnRestMoves: z.boolean().default(true),
  /** Stages with a robot that messages the client on entry, beside those of the settings page; `GET /_robots` counts the messages. */
  clientMessageStages: z.array(stageSchema).default([]),

  // Applications and widgets
  /** Placements stay when an application is updated (open question 8). */
  placementsSurviveUpdate: z.boolean().default(true),
  /** An application gets a new application_token with each new version (ONAPPUPDATE carries it). */
  updateChangesApplicationToken: z.boolean().default(true),
  /** getInitData gives PLACEMENT_OPTIONS as text instead of an object. */
  placementOptionsAsText: z.boolean().default(false),
  /** getInterface of a lead tab reports every documented command, or the shared ones only (open question 12). */
  leadTabInterface: z.enum(['full', 'common']).default('full'),

  /** getInitData says FIRST_RUN while the installer runs, so the script sends `setInstall` and waits for the answer. */
  firstRunOnInstall: z.boolean().default(true),

  // Calendar
  /** The day weeks begin on in the settings of the portal's calendar. */
  weekStart: z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']).default('MO'),

  // Calls and files
  /** The plan has no telephony: its methods are refused, feature.get says N. */
  telephonyMissing: z.boolean().default(false),
  /** AI processing of calls is off: crm.activity.call.getTranscript is refused (403). */
  callTranscriptsClosed: z.boolean().default(false),
  /** Recordings appear so late after a call. */
  recordDelayMs: milliseconds.default(0),
  /** PROVIDER_ID of the activities of calls registered over REST (open question 9). */
  externalCallProviderId: z.string().min(1).default('VOXIMPLANT_CALL'),
  /** The address in FILES of an activity opens with a token at its end (open question 9). */
  activityFilesTakeToken: z.boolean().default(true),
  /** Life of the token in a DOWNLOAD_URL (open question 9). */
  downloadUrlLifetimeSec: seconds.default(3600),
  /** Downloads answer ranges with 206 (open question 9). */
  downloadRanges: z.boolean().default(true),
  /** Content type of downloads, whatever the file is; empty = the file's own. */
  downloadContentType: z.string().default(''),
})

/** Values of all knobs; see the schema for ranges and defaults. */
export type KnobValues = z.infer<typeof knobValuesSchema>

/** One entry of the knob `restTroubles`. */
export type RestTrouble = z.infer<typeof restTroubleSchema>
