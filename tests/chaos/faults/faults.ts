import type { Fault } from './fault.ts'
import { DATABASE_FAULTS } from './database-faults.ts'
import { PORTAL_FAULTS } from './portal-faults.ts'
import { PROCESS_FAULTS } from './process-faults.ts'

/** Everything that goes wrong in one portal's world, by the name it is reported under. */
export const FAULTS = { ...PORTAL_FAULTS, ...PROCESS_FAULTS, ...DATABASE_FAULTS } satisfies Record<string, Fault>

/** Name of a fault. */
export type FaultName = keyof typeof FAULTS
