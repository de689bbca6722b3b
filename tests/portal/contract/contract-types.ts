/** One documented parameter or field. */
export interface ContractField {
  /** A pattern when it holds `...` or `*`: `UF_...`, `parentId...`; empty for a group of result fields. */
  name: string
  /** As documented: `a|b` for alternatives, `a[]` for lists. */
  type: string
  required: boolean | 'unknown'
  enum?: unknown[]
  default?: unknown
  /** Keys of the nested object. */
  fields?: ContractField[]
  /** Keys of the nested object for each kind of item. */
  variants?: { label: string, fields: ContractField[] }[]
  /** Names of shared objects whose fields are the keys. */
  fieldsFrom?: string[]
  /** The documented list is incomplete. */
  open?: boolean
}

/** A documented refusal; an empty code is documented as such. */
export interface ContractError {
  status?: number
  code: string
  message?: string
  /** The parameter it is about. */
  concerns?: string
}

/** One REST method as documented. */
export interface ContractMethod {
  /** Documented spelling. */
  method: string
  area: string
  /** Any one of these lets the call through; null = every caller. */
  scope: string[] | null
  appContextOnly?: boolean | 'unclear'
  params: ContractField[]
  /** With empty `params`: true = documented without parameters, else the page is silent. */
  paramsKnown?: boolean | string
  /** At least one name of each group is needed. */
  anyOf?: string[][]
  resultType?: string
  /** JSON type of the documented example. */
  resultShape?: string
  responseKeys?: string[]
  resultFields?: ContractField[]
  errors: ContractError[]
  outdated?: boolean
}

/** The documented calls of one method. */
export interface ContractExamples {
  requests: unknown[]
  /** Body without `time`; null where the page shows none that parses. */
  response: unknown
  error?: unknown
  /** Kinds of authorization the page shows. */
  auth?: string[]
}

/** One event as documented; the key of the file is its name in upper case. */
export interface ContractEvent {
  scope: string[] | null
  /** Keys of the body, e.g. `event`, `data`, `ts`, `auth`. */
  keys: string[]
  authKeys: string[]
  carriesUserTokens: boolean
  exampleBody: unknown
  outdated?: boolean
}

/** One placement as documented; the key of the file is its code. */
export interface ContractPlacement {
  scope: string[] | null
  /** Codes that fit this entry, when the code is a template. */
  pattern?: string
  /** Keys of PLACEMENT_OPTIONS that the page hands over. */
  options: ContractField[]
  exampleKeys: string[]
  /** Keys of OPTIONS at placement.bind; null = not supported there. */
  registerOptions: ContractField[] | null
  handlerKeys: string[]
  interfaceCommands: string[]
  interfaceEvents: string[]
}

/** A command or event of the page around a widget. */
export interface ContractInterfaceCall {
  context: string
  params: ContractField[]
}

/** The whole of `placements.json`. */
export interface ContractPlacements {
  placements: Record<string, ContractPlacement>
  commands: Record<string, ContractInterfaceCall>
  events: Record<string, ContractInterfaceCall>
}

/** What holds for every method. */
export interface ContractMeta {
  systemErrors: ContractError[]
  universalParams: string[]
  /** Documented type to JSON kind. */
  types: Record<string, string>
  /** Documented methods outside this contract, lower case. */
  otherMethods: string[]
  /** Vendor repositories and commits the data was taken from. */
  source: unknown
}
