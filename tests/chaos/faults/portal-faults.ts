import type { KnobValues } from '../../portal/knobs/knob-values.ts'
import type { Fault, FaultRun } from './fault.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { frameRequest } from '../../portal/apps/frame-request.ts'
import { freePort } from '../../support/free-port.ts'
import { PEOPLE } from '../../support/gate-scene.ts'
import { makeChanges } from '../make-changes.ts'

/** A knob of the portal is turned for as long as the changes are made, and until its events are delivered or lost. */
function underKnobs(knobs: Partial<KnobValues>, between: (run: FaultRun, index: number) => Promise<void> | void = () => {}): Fault {
  return async (run) => {
    const { portal } = run.world.scene
    const before = Object.fromEntries(Object.keys(knobs).map(name => [name, portal.knobs.get(name as keyof KnobValues)]))
    portal.knobs.apply(knobs)
    const made = await makeChanges(run.world, run.changes, async (index) => {
      await between(run, index)
      await wait(10)
    })
    await portal.events.idle()
    portal.knobs.apply(before)
    return made
  }
}

function troubles(kinds: { kind: 'status' | 'half' | 'reset' | 'silent', method?: string, status?: number, code?: string, share: number }[]): KnobValues['restTroubles'] {
  return kinds.map(one => ({ method: '*', status: 500, code: '', delayMs: 0, times: null, ...one }))
}

const HOUR_MS = 3_600_000
const HOUR_STEPS = 12

/** An hour passes for portal and servers alike, five minutes at a time. */
function passTheHour({ world, changes }: FaultRun, index: number): void {
  const step = Math.max(1, Math.floor(changes / HOUR_STEPS))
  const steps = Math.min(HOUR_STEPS, changes)
  if (index % step === 0 && index / step < steps) {
    world.scene.portal.clock.shift(HOUR_MS / steps)
    world.fleet.moveClocks(HOUR_MS / steps)
  }
}

/** The portal answers at another address, and the old one only says where. */
async function rename({ world: { scene } }: FaultRun): Promise<void> {
  scene.portal.knobs.apply({ renamedOrigin: `http://127.0.0.1:${await freePort()}` })
}

/** Every token dies; once the servers have noticed, an administrator opens a page and so brings living ones. */
async function revoke(run: FaultRun): Promise<void> {
  const { world: { scene, store, portalId, appId, url } } = run
  scene.portal.tokens.revokeAll()
  scene.move(1, scene.addLead(), 'IN_PROCESS')
  const state = async (): Promise<string | undefined> => (await store.tokens.read(portalId))?.state
  for (const isOver = patience(); await state() !== 'dead';)
    await isOver('no server has noticed that its tokens are dead')
  for (const isOver = patience(); await state() !== 'ok';) {
    const frame = frameRequest(scene.portal, { appId, userId: PEOPLE.admin, placement: 'DEFAULT' })
    const { pathname, search } = new URL(frame.url)
    await fetch(`${url}${pathname}${search}`, { method: 'POST', body: new URLSearchParams(frame.fields) }).then(answer => answer.text(), () => undefined)
    await isOver('no server has taken the living tokens')
  }
}

function patience(): (complaint: string) => Promise<void> {
  const endAt = performance.now() + 90_000
  return async (complaint) => {
    if (performance.now() > endAt)
      throw new Error(complaint)
    await wait(200)
  }
}

/** What a portal does. */
export const PORTAL_FAULTS = {
  events_dropped: underKnobs({ dropEvents: 1 }, passTheHour),
  events_mangled: underKnobs({ dropEvents: 0.3, duplicateEvents: 0.3, reorderEvents: true, eventDelayJitterMs: 300 }),
  portal_refuses: underKnobs({ restTroubles: troubles([{ kind: 'status', status: 503, code: 'QUERY_LIMIT_EXCEEDED', share: 0.1 }, { kind: 'status', status: 502, share: 0.1 }, { kind: 'status', status: 429, code: 'OPERATION_TIME_LIMIT', share: 0.05 }]) }),
  portal_breaks_off: underKnobs({ restTroubles: troubles([{ kind: 'half', share: 0.15 }, { kind: 'reset', share: 0.15 }, { kind: 'silent', share: 0.1 }]) }),
  tokens_rotated: underKnobs({ accessTokenLifetimeSec: 11 }),
  token_expired_in_batch: underKnobs({ restTroubles: troubles([{ kind: 'status', method: 'crm.*', status: 401, code: 'expired_token', share: 0.1 }]) }),
  token_revoked: underKnobs({}, (run, index) => index === Math.floor(run.changes / 2) ? revoke(run) : undefined),
  portal_renamed: underKnobs({}, (run, index) => index === Math.floor(run.changes / 2) ? rename(run) : undefined),
} satisfies Record<string, Fault>
