import type { KnobValues } from './knobs/knob-values.ts'
import type { Portal, PortalSettings } from './portal.ts'
import { createApps } from './apps/app-store.ts'
import { systemClock } from './clock.ts'
import { createViolations } from './contract/violations.ts'
import { createCrm } from './crm/create-crm.ts'
import { createPortalEvents } from './events/event-bus.ts'
import { createKnobs } from './knobs/knobs.ts'
import { createTokens } from './oauth/create-tokens.ts'
import { addDefaultStaff } from './people/default-staff.ts'
import { createPeople } from './people/people-store.ts'
import { seededRandom } from './seeded-random.ts'
import { createWork } from './work/create-work.ts'

/** What one portal is made of before it listens. */
export interface PortalParts {
  settings: PortalSettings
  seed: number
  knobs: Partial<KnobValues>
}

/** A portal with its default people and stages and an empty CRM. The stores see each other through the finished value. */
export function createPortal({ settings, seed, knobs: turned }: PortalParts): Portal {
  let portal: Portal | undefined
  const self = (): Portal => {
    if (!portal)
      throw new Error('A store looks at the portal while it is being built: do that at the first call instead')
    return portal
  }
  const clock = systemClock()
  const knobs = createKnobs(turned)
  const people = createPeople(self)
  const apps = createApps(self)
  const events = createPortalEvents(self)
  const surroundings = { settings, clock, random: seededRandom(seed), knobs, people, apps, events }
  portal = {
    ...surroundings,
    violations: createViolations(),
    tokens: createTokens({ clock, knobs }),
    crm: createCrm(surroundings, () => self().work),
    work: createWork(self),
  }
  addDefaultStaff(people, settings.language)
  return portal
}
