import type { ContractEvent, ContractExamples, ContractField, ContractMeta, ContractMethod, ContractPlacements } from './contract-types.ts'
import { readdirSync, readFileSync } from 'node:fs'

/** The documented contract, read once per process: it never changes. */
export interface Contract {
  /** By lower-case name. */
  methods: ReadonlyMap<string, ContractMethod>
  /** Shared field lists by name. */
  objects: Readonly<Record<string, ContractField[]>>
  meta: ContractMeta
  /** Documented methods outside the kept part, lower case. */
  otherMethods: ReadonlySet<string>
  events: Readonly<Record<string, ContractEvent>>
  placements: ContractPlacements
  /** Places by lower-case method name where a documented example goes against its own parameter table. */
  excused: Readonly<Record<string, string[]>>
}

const data = new URL('./data/', import.meta.url)
let loaded: Contract | undefined

/** The contract from `data/`. */
export function contract(): Contract {
  loaded ??= load()
  return loaded
}

/** Documented examples by lower-case method name; read on demand, only the replay suite needs them. */
export function contractExamples(): Map<string, ContractExamples> {
  return readFolder<ContractExamples>('examples/')
}

function load(): Contract {
  const meta = readJson<ContractMeta>('meta.json')
  return {
    methods: readFolder<ContractMethod>('methods/'),
    objects: readJson('objects.json'),
    meta,
    otherMethods: new Set(meta.otherMethods),
    events: readJson('events.json'),
    placements: readJson('placements.json'),
    excused: readJson('excused.json'),
  }
}

function readFolder<T>(folder: string): Map<string, T> {
  const files = readdirSync(new URL(folder, data)).sort()
  return new Map(files.flatMap(file => Object.entries(readJson<Record<string, T>>(folder + file))))
}

/** The files are written by extract-contract.ts in these very shapes. */
function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, data), 'utf8')) as T
}
