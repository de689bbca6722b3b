import type { ContractEvent, ContractInterfaceCall, ContractPlacement } from './contract-types.ts'
import { extractField } from './extract-methods.ts'

type Json = Record<string, unknown>

/** Events by name in upper case. */
export function extractEvents(file: Json): Record<string, ContractEvent> {
  const events = Object.entries(file.events as Record<string, Json>)
  return Object.fromEntries(events.map(([name, raw]) => [name, {
    scope: raw.scope as string[] | null,
    keys: (raw.topLevelKeys ?? []) as string[],
    authKeys: (raw.authKeys ?? []) as string[],
    carriesUserTokens: raw.carriesUserTokens === true,
    exampleBody: raw.exampleBody,
    ...(raw.outdated ? { outdated: true } : {}),
  }]))
}

/** Placements, commands and events of the page around a widget. */
export function extractPlacements(file: Json): { placements: Record<string, ContractPlacement>, commands: Record<string, ContractInterfaceCall>, events: Record<string, ContractInterfaceCall> } {
  const placements = Object.entries(file.placements as Record<string, Json>)
  return {
    placements: Object.fromEntries(placements.map(([code, raw]) => [code, extractPlacement(raw)])),
    commands: extractCalls(file.interfaceCommands),
    events: extractCalls(file.interfaceEvents),
  }
}

function extractPlacement(raw: Json): ContractPlacement {
  const options = (raw.placementOptions ?? {}) as Json
  const register = (raw.registerOptions ?? {}) as Json
  return {
    scope: raw.scope as string[] | null,
    ...(raw.pattern ? { pattern: raw.pattern as string } : {}),
    options: fieldsOf(options),
    exampleKeys: (options.exampleKeys ?? []) as string[],
    registerOptions: register.supported === true ? fieldsOf(register) : null,
    handlerKeys: (raw.handlerKeys ?? []) as string[],
    interfaceCommands: (raw.interfaceCommands ?? []) as string[],
    interfaceEvents: (raw.interfaceEvents ?? []) as string[],
  }
}

function fieldsOf(holder: Json): ContractPlacement['options'] {
  return ((holder.fields ?? []) as Json[]).map(extractField)
}

function extractCalls(calls: unknown): Record<string, ContractInterfaceCall> {
  return Object.fromEntries(Object.entries(calls as Record<string, Json>).map(([name, raw]) => [name, {
    context: String(raw.context ?? ''),
    params: ((raw.params ?? []) as Json[]).map(extractField),
  }]))
}
