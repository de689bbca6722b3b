import type { Apps } from './apps/apps.ts'
import type { Clock } from './clock.ts'
import type { Violations } from './contract/violations.ts'
import type { Crm } from './crm/crm.ts'
import type { PortalEvents } from './events/portal-events.ts'
import type { Knobs } from './knobs/knobs.ts'
import type { Tokens } from './oauth/tokens.ts'
import type { People } from './people/people.ts'
import type { Work } from './work/work.ts'

/** Facts of this one portal that a real one would have in its settings. */
export interface PortalSettings {
  /** Stable portal id, 32 hex digits. */
  memberId: string
  /** Scheme and host with port, e.g. `http://127.0.0.1:8080`, no trailing slash. Changes with the knob `renamed domain`. */
  origin: string
  /** Origin of the authorization server; stays when the portal is renamed. */
  oauthOrigin: string
  /** Interface language of people who set none. */
  language: 'ru' | 'en'
  /** IANA zone of the portal; ISO times in answers carry its offset. */
  timeZone: string
  /** Account currency, ISO 4217. */
  currency: string
}

/** The whole stand-in: one value that every method, page and knob receives. No module keeps state of its own. */
export interface Portal {
  settings: PortalSettings
  clock: Clock
  /** Seeded uniform numbers in [0, 1): the only source of chance. */
  random: () => number
  knobs: Knobs
  violations: Violations
  people: People
  apps: Apps
  tokens: Tokens
  events: PortalEvents
  crm: Crm
  /** What is around the CRM: notifications, tasks, calendar, calls, files, options. */
  work: Work
}
