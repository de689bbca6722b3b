import type { RestTrouble } from '../knobs/knob-values.ts'
import type { Portal } from '../portal.ts'
import type { Credentials, InboundWebhook } from './authorize.ts'
import type { RowOutcome } from './batch.ts'
import type { KnownMethod } from './dispatch.ts'
import type { Caller, Method, MethodAnswer, Params } from './method.ts'
import type { RestLog } from './rest-log.ts'
import { performance } from 'node:perf_hooks'
import { authorize } from './authorize.ts'
import { runBatch } from './batch.ts'
import { callerKey, createDispatcher } from './dispatch.ts'
import { createOperating } from './operating.ts'
import { createRateLimit } from './rate-limit.ts'
import { RestError } from './rest-error.ts'
import { nextTrouble } from './rest-troubles.ts'
import { knownSystemError, systemError, systemErrorOfStatus } from './system-error.ts'
import { timeBlock } from './time-block.ts'

/** One call as it came in, credentials taken out of the input. */
interface RestRequest {
  method: string
  params: Params
  credentials: Credentials
  sourceIp: string
  isSecure: boolean
  /** The knob's trouble for this call, already drawn. */
  trouble: RestTrouble | undefined
}

/** What goes back. */
export interface RestReply {
  status: number
  body: Record<string, unknown>
}

/** REST of one portal, apart from HTTP. */
export interface RestService {
  answer: (request: RestRequest) => Promise<RestReply>
}

/** What the service is built from. */
export interface RestServiceParts {
  portal: Portal
  methods: ReadonlyMap<string, Method>
  webhook: InboundWebhook
  log: RestLog
}

/** Wires limits, rules, methods and the log. */
export function createRestService({ portal, methods, webhook, log }: RestServiceParts): RestService {
  const operating = createOperating(portal)
  const rateLimit = createRateLimit(portal)
  const dispatcher = createDispatcher({ portal, methods, operating })

  const runKnown = async (known: KnownMethod, params: Params, caller: Caller): Promise<RowOutcome> => {
    const startAt = portal.clock.now()
    const started = performance.now()
    const outcome = await settle(() => dispatcher.run(known, params, caller))
    const processingMs = performance.now() - started
    const charge = processingMs / 1000 + portal.knobs.get('operatingChargeSec')
    log.write({ method: known.method.name, params, status: 'error' in outcome ? outcome.error.status : 200 })
    if ('error' in outcome)
      return outcome
    const tally = operating.charge(callerKey(caller), known.method.name, charge)
    return { answer: outcome.answer, time: timeBlock({ startAt, processingMs, finishAt: startAt + processingMs, timeZone: portal.settings.timeZone, tally }) }
  }

  const runRow = async (name: string, params: Params, caller: Caller): Promise<RowOutcome> => {
    const known = dispatcher.find(name)
    const error = troubleError(nextTrouble(portal, name)) ?? (known ? undefined : dispatcher.unknownMethod(name))
    if (!known || error) {
      const refusal = error ?? systemError('ERROR_METHOD_NOT_FOUND')
      log.write({ method: name, params, status: refusal.status })
      return { error: refusal }
    }
    if (known.method.batchable === false)
      return { error: systemError('ERROR_BATCH_METHOD_NOT_ALLOWED') }
    return runKnown(known, params, caller)
  }

  const runWhole = async (request: RestRequest, caller: Caller): Promise<RowOutcome> => {
    if (request.method.toLowerCase() !== 'batch') {
      const known = dispatcher.find(request.method)
      return known ? runKnown(known, request.params, caller) : { error: dispatcher.unknownMethod(request.method) }
    }
    dispatcher.noteFaults('batch', request.params)
    const startAt = portal.clock.now()
    const started = performance.now()
    const outcome = await settle(() => runBatch(request.params, (name, params) => runRow(name, params, caller)))
    const processingMs = performance.now() - started
    if ('error' in outcome)
      return outcome
    return { answer: outcome.answer, time: timeBlock({ startAt, processingMs, finishAt: startAt + processingMs, timeZone: portal.settings.timeZone }) }
  }

  return {
    async answer(request) {
      const isLogged = request.method.toLowerCase() === 'batch' || !dispatcher.find(request.method)
      const gate = await settle(() => {
        refuseByKnobs(portal, request)
        const trouble = troubleError(request.trouble)
        if (trouble)
          throw trouble
        if (!rateLimit.admits(request.sourceIp))
          throw systemError('QUERY_LIMIT_EXCEEDED')
        return authorize(portal, webhook, request.credentials)
      })
      if ('error' in gate) {
        log.write({ method: request.method, params: request.params, status: gate.error.status })
        return refusal(gate.error)
      }
      const outcome = await runWhole(request, gate.answer)
      if ('error' in outcome && isLogged)
        log.write({ method: request.method, params: request.params, status: outcome.error.status })
      return 'error' in outcome ? refusal(outcome.error) : success(outcome.answer, outcome.time)
    },
  }
}

/** An error instead of the work: the only trouble that a row of a batch can suffer too. */
function troubleError(trouble: RestTrouble | undefined): RestError | undefined {
  if (trouble?.kind !== 'status')
    return undefined
  const documented = trouble.code === '' ? systemErrorOfStatus(trouble.status) : knownSystemError(trouble.code)
  return new RestError(trouble.status, trouble.code || documented?.code || 'INTERNAL_SERVER_ERROR', documented?.message ?? 'Internal server error')
}

function refuseByKnobs({ knobs }: Portal, { isSecure }: RestRequest): void {
  if (knobs.get('portalDeleted'))
    throw systemError('PORTAL_DELETED')
  if (knobs.get('overloaded'))
    throw systemError('OVERLOAD_LIMIT')
  if (knobs.get('restClosedByPlan'))
    throw systemError('ACCESS_DENIED')
  if (knobs.get('httpsRequired') && !isSecure)
    throw systemError('INVALID_REQUEST')
}

/** A fault nobody documented is ours: it is printed, and the caller sees what a portal with a fault answers. */
async function settle<T>(work: () => T | Promise<T>): Promise<{ answer: Awaited<T> } | { error: RestError }> {
  try {
    return { answer: await work() }
  }
  catch (error) {
    if (error instanceof RestError)
      return { error }
    console.error(error)
    return { error: systemError('INTERNAL_SERVER_ERROR') }
  }
}

function refusal(error: RestError): RestReply {
  return { status: error.status, body: { error: error.code, error_description: error.message, ...error.extra } }
}

function success({ result, next, total }: MethodAnswer, time: unknown): RestReply {
  return { status: 200, body: {
    result: result === undefined ? null : result,
    ...(next === undefined ? {} : { next }),
    ...(total === undefined ? {} : { total }),
    time,
  } }
}
