import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { extractEvents, extractPlacements } from './extract-events.ts'
import { extractExamples, extractField, extractMethod } from './extract-methods.ts'
import { findExcuses } from './find-excuses.ts'

/*
 * Rebuilds `data/` from the full contract: `tsx tests/portal/contract/extract-contract.ts <folder with rest-contract.json>`.
 * Names, types, codes, shapes and examples are kept; descriptive sentences are left behind.
 */

type Json = Record<string, unknown>
const areasLeftOut = new Set(['log.blogpost', 'crm.automatedsolution', 'call.followup', 'crm.tracking', 'bizproc', 'crm.calllist', 'userfieldconfig'])
const target = join(fileURLToPath(new URL('.', import.meta.url)), 'data')

function isKept(key: string, method: Json): boolean {
  if (method.restVersion !== 'v2' || areasLeftOut.has(method.area as string))
    return false
  return method.area !== 'tasks' || key.startsWith('tasks.task.')
}

/** One entry per line: differences stay readable, the file stays small. */
function compact(entries: Json): string {
  const lines = Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

function byArea(methods: [string, Json][], take: (method: Json) => unknown): Map<string, Json> {
  const areas = new Map<string, Json>()
  for (const [key, method] of methods) {
    const area = method.area as string
    areas.set(area, { ...areas.get(area), [key]: take(method) })
  }
  return areas
}

function writeFolder(folder: string, areas: Map<string, Json>): void {
  mkdirSync(join(target, folder), { recursive: true })
  for (const [area, entries] of areas)
    writeFileSync(join(target, folder, `${area}.json`), compact(entries))
}

function extract(source: string): void {
  const read = (name: string): Json => JSON.parse(readFileSync(join(source, name), 'utf8')) as Json
  const rest = read('rest-contract.json')
  const all = Object.entries(rest.methods as Record<string, Json>)
  const kept = all.filter(([key, method]) => isKept(key, method))
  const meta = rest.meta as Json
  rmSync(target, { recursive: true, force: true })
  writeFolder('methods', byArea(kept, extractMethod))
  writeFolder('examples', byArea(kept, extractExamples))
  const objects = Object.entries(rest.objects as Record<string, Json>)
    .map(([name, object]) => [name, (object.fields as Json[]).map(extractField)])
  writeFileSync(join(target, 'objects.json'), compact(Object.fromEntries(objects) as Json))
  const keptNames = new Set(kept.map(([key]) => key))
  writeFileSync(join(target, 'meta.json'), compact({
    source: (meta.source as Json).repositories,
    systemErrors: (meta.systemErrors as Json[]).map(({ status, code, message }) => ({ status, code, message })),
    universalParams: meta.universalParams,
    types: meta.types,
    otherMethods: [...all.map(([key]) => key.replace('@v3', '')), ...Object.keys(rest.otherMethods as Json)]
      .filter((name, index, names) => !keptNames.has(name) && names.indexOf(name) === index)
      .sort(),
  }))
  writeFileSync(join(target, 'events.json'), compact(extractEvents(read('events-contract.json'))))
  writeFileSync(join(target, 'placements.json'), compact(extractPlacements(read('placements-contract.json'))))
  writeFileSync(join(target, 'excused.json'), '{}')
  writeFileSync(join(target, 'excused.json'), compact(findExcuses()))
  console.log(`${kept.length} methods, ${objects.length} shared objects`)
}

const source = process.argv[2]
if (!source)
  throw new Error('Name the folder that holds rest-contract.json, events-contract.json and placements-contract.json')
extract(source)
