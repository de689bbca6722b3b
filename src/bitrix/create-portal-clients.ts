import type { AjaxResult, B24OAuth } from '@bitrix24/b24jssdk'
import type { BudgetGate } from './budget-gate.ts'
import type { GuardedAgents } from './guarded-agents.ts'
import type { BatchAnswer, BatchOptions, BatchRow, CallOptions, PortalClient, PortalClients, RowAnswer } from './portal-client.ts'
import type { RestLog } from './rest-log.ts'
import type { TokenSource } from './token-source.ts'
import { encodeBatchRow } from './encode-batch-row.ts'
import { openSdk } from './open-sdk.ts'
import { AccessRevokedError, OperatingLimitError, PortalCallError, PortalRefusedError, PortalUnreachableError, RateLimitedError, UserTokenRefusedError } from './portal-errors.ts'
import { readBatchAnswer, readOperating, readPortalTime } from './read-batch-answer.ts'
import { redact } from './redact.ts'
import { isMoved, translateError, translateRefusal } from './translate-error.ts'

/** What calling portals takes. */
export interface PortalClientsOptions {
  tokens: TokenSource
  budget: BudgetGate
  log: RestLog
  agents: GuardedAgents
  /** Longest wait for one answer, ms. @default 65000: a cloud portal ends every request after 60 seconds */
  answerTimeoutMs?: number
  now: () => number
  sleep: (ms: number) => Promise<void>
}

/** One HTTP request with everything that is said about it afterwards. */
interface Request {
  portalId: number
  method: string
  params: Record<string, unknown>
  /** Methods it counts for: itself, or the rows of a batch. */
  methods: readonly string[]
  options: CallOptions
  /** True when it changes nothing, so that it may be sent again after a broken connection. */
  isRead: boolean
}

/** Most rows of one batch. @see https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html */
const MAX_ROWS = 50

/** Rows of one page of a list method. */
const PAGE_SIZE = 50

/** Attempts of one request, whatever goes wrong. */
const MAX_ATTEMPTS = 3

const ANSWER_TIMEOUT_MS = 65_000

/** Operating time below this many seconds is not worth a write into the budget. */
const NOTED_OPERATING_SEC = 60

const READ_METHOD = /\.(?:get|list|fields|types|enum|items?|info)$|^(?:profile|scope|methods|events|features?|user\.admin|user\.current|app\.info|server\.time)$/

/** The one door to all portals. */
export function createPortalClients(options: PortalClientsOptions): PortalClients {
  const timeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS
  const sdks = new Map<number, { generation: number, endpoint: string, sdk: B24OAuth }>()

  /** The SDK bound to the current tokens of the portal; a new one after each refresh or rename. */
  async function sdkFor({ portalId, options: { userToken }, method }: Request): Promise<B24OAuth> {
    if (userToken !== undefined) {
      const endpoint = await options.tokens.endpoint(portalId)
      options.agents.check(endpoint.clientEndpoint, method)
      return openSdk({ access: { ...endpoint, accessToken: userToken }, agents: options.agents, timeoutMs, refresh: () => Promise.reject(new UserTokenRefusedError({ method })) })
    }
    const access = await options.tokens.read(portalId)
    options.agents.check(access.clientEndpoint, method)
    const known = sdks.get(portalId)
    if (known && known.generation === access.generation && known.endpoint === access.clientEndpoint)
      return known.sdk
    const sdk = openSdk({ access, agents: options.agents, timeoutMs, refresh: () => options.tokens.refresh(portalId, access.generation) })
    sdks.set(portalId, { generation: access.generation, endpoint: access.clientEndpoint, sdk })
    return sdk
  }

  async function attempt(request: Request): Promise<AjaxResult<unknown>> {
    await options.budget.enter(request.portalId, request.options.lane, request.methods)
    const startedAt = options.now()
    const failed = { method: request.method, isUserCall: request.options.userToken !== undefined, now: startedAt }
    const row = { portalId: request.portalId, at: startedAt, method: request.method, params: redact(request.params) }
    try {
      const sdk = await sdkFor(request)
      const result = await sdk.actions.v2.call.make({ method: request.method, params: request.params })
      const refused = result.isSuccess ? null : [...result.getErrors()][0]
      if (refused)
        throw translateRefusal({ code: (refused as { code?: string }).code ?? '', description: refused.message }, { method: request.method, status: result.getStatus() }, failed)
      if (result.getData()?.result === undefined)
        throw new PortalUnreachableError('half an answer', { method: request.method, status: result.getStatus() })
      options.log.write({ ...row, status: result.getStatus(), error: null, durationMs: options.now() - startedAt })
      return result
    }
    catch (error) {
      const translated = translateError(error, failed)
      options.log.write({ ...row, ...outcomeOf(translated), durationMs: options.now() - startedAt })
      throw translated
    }
  }

  async function send(request: Request): Promise<AjaxResult<unknown>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(request)
      }
      catch (error) {
        if (tries >= MAX_ATTEMPTS || !await mayRepeat(request, error, tries))
          throw error
      }
    }
  }

  /** Does what lets the request succeed next time; false when nothing does. */
  async function mayRepeat(request: Request, error: unknown, tries: number): Promise<boolean> {
    const { portalId } = request
    if (error instanceof PortalUnreachableError && isMoved(error))
      return await refreshedEndpoint(portalId)
    if (error instanceof OperatingLimitError) {
      // Our own budget says so of the background alone: only what the portal says holds for everybody.
      if (error.status === null)
        return false
      await options.budget.note(portalId, Object.fromEntries(request.methods.map(method => [method, { usedSec: 0, resetAt: error.retryAt, blockedUntil: error.retryAt }])))
      return false
    }
    if (error instanceof RateLimitedError && error.status !== null) {
      const pauseMs = (error.retryAt - options.now()) * tries
      await options.budget.block(portalId, pauseMs)
      return pauseMs < 10_000
    }
    if (error instanceof AccessRevokedError && error.status === 401 && tries === 1) {
      const { generation } = await options.tokens.read(portalId)
      await options.tokens.refresh(portalId, generation)
      return true
    }
    if (error instanceof PortalUnreachableError && request.isRead && tries === 1) {
      await options.sleep(300)
      return true
    }
    return false
  }

  /** Asks the OAuth host where the portal is now; true when that is another address. */
  async function refreshedEndpoint(portalId: number): Promise<boolean> {
    const before = await options.tokens.read(portalId)
    const after = await options.tokens.refresh(portalId, before.generation)
    return after.clientEndpoint !== before.clientEndpoint
  }

  async function single(portalId: number, method: string, params: Record<string, unknown>, callOptions: CallOptions): Promise<AjaxResult<unknown>> {
    const result = await send({ portalId, method, params, methods: [method], options: callOptions, isRead: READ_METHOD.test(method) })
    const time = readOperating(result.getData()?.time)
    if (time && time.usedSec >= NOTED_OPERATING_SEC)
      await options.budget.note(portalId, { [method]: time })
    return result
  }

  /** A token may run out between two rows: what was refused for that, and nothing else, is asked once more with a new one. */
  async function batch(portalId: number, rows: readonly BatchRow[], batchOptions: BatchOptions): Promise<BatchAnswer> {
    const answers = await batchOnce(portalId, rows, batchOptions)
    const isOurs = batchOptions.userToken === undefined
    if (!isOurs || !rows.some(row => isExpired(answers.get(row.key))))
      return answers
    await options.tokens.refresh(portalId, (await options.tokens.read(portalId)).generation)
    // Rows that only read may refer to each other: they go again as they are.
    const isRead = rows.every(row => READ_METHOD.test(row.method))
    const again = isRead ? rows : rows.filter(row => isExpired(answers.get(row.key)) || answers.get(row.key)?.state === 'skipped')
    return new Map([...answers, ...await batchOnce(portalId, again, batchOptions)])
  }

  async function batchOnce(portalId: number, rows: readonly BatchRow[], batchOptions: BatchOptions): Promise<BatchAnswer> {
    if (rows.length === 0 || rows.length > MAX_ROWS || new Set(rows.map(row => row.key)).size !== rows.length)
      throw new RangeError(`A batch takes 1 to ${MAX_ROWS} rows with different keys, not ${rows.length}.`)
    const halt = batchOptions.halt === true
    const methods = [...new Set(rows.map(row => row.method))]
    const cmd = Object.fromEntries(rows.map(row => [row.key, encodeBatchRow(row)]))
    const isRead = methods.every(method => READ_METHOD.test(method))
    const result = await send({ portalId, method: 'batch', params: { halt: halt ? 1 : 0, cmd }, methods, options: batchOptions, isRead })
    const read = readBatchAnswer(rows, result.getData()?.result, halt, { method: 'batch', isUserCall: batchOptions.userToken !== undefined, now: options.now() })
    const noted = Object.entries(read.operating).filter(([, time]) => time.usedSec >= NOTED_OPERATING_SEC)
    if (noted.length > 0)
      await options.budget.note(portalId, Object.fromEntries(noted))
    return read.answers
  }

  function forPortal(portalId: number): PortalClient {
    return {
      call: async (method, params, callOptions) => (await single(portalId, method, params, callOptions)).getData()?.result,
      async page(method, params, callOptions) {
        const result = await single(portalId, method, params, callOptions)
        const start = typeof params.start === 'number' ? params.start : 0
        return { result: result.getData()?.result, next: result.isMore() ? start + PAGE_SIZE : null, total: result.getTotal(), at: readPortalTime(result.getData()?.time) }
      },
      batch: (rows, batchOptions) => batch(portalId, rows, batchOptions),
    }
  }

  return {
    forPortal,
    close() {
      sdks.clear()
      options.agents.close()
    },
  }
}

function isExpired(answer: RowAnswer | undefined): boolean {
  return answer?.state === 'refused' && answer.error instanceof AccessRevokedError
}

/** What the log keeps of a failure. */
function outcomeOf(error: unknown): { status: number, error: string } {
  if (error instanceof PortalRefusedError)
    return { status: error.status ?? 0, error: error.portalCode || error.code }
  return error instanceof PortalCallError ? { status: error.status ?? 0, error: error.code } : { status: 0, error: 'internal' }
}
