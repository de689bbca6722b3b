import type { ItemRef } from '../domain/item-ref.ts'
import type { Language } from '../domain/words.ts'
import type { NewIntention } from '../store/intentions.ts'
import type { HeldItem } from './held-item.ts'
import type { MessagePayload } from './message.ts'
import type { NoticeKey } from './notice-words.ts'
import { itemKey } from '../domain/item-ref.ts'
import { isSpokenOf, wishedCorrectionKey } from './held-item.ts'
import { itemLink } from './item-link.ts'
import { withoutMarkup } from './message.ts'
import { missingBeyondReason, say, sayMissing, sayReason } from './notice-words.ts'

/** Who hears what in one portal. */
export interface Audience {
  readonly language: Language
  /** Heads of sales; they decide when the gate may not. */
  readonly ropIds: readonly number[]
  /** Employees who can still read a message. */
  readonly isActive: (userId: number) => boolean
}

/** More messages than this to one person in one slice become one. */
const SEPARATE_MESSAGES = 5

/** Links in one grouped message. */
const GROUP_LINKS = 10

/** Messages about decided items: one per trespass and person, grouped when there are many; none for what is only written down. */
export function planNotices(held: readonly HeldItem[], audience: Audience): NewIntention[] {
  const spoken = held.filter(isSpokenOf)
  const trespasses = spoken.filter(one => one.isNewBreach && one.decision.corrections[0]?.kind !== 'hand_to_rop')
  const lifts = spoken.filter(one => one.decision.breach === null && one.decision.state === 'pass')
  const fights = spoken.filter(one => one.decision.corrections[0]?.kind === 'hand_to_rop')
  return [
    ...[...byPerson(trespasses, audience)].flatMap(([userId, items]) => items.length > SEPARATE_MESSAGES
      ? [groupNotice(userId, items, audience)]
      : items.map(one => trespassNotice(userId, one, { held, audience }))),
    ...[...byPerson(lifts, audience)].flatMap(([userId, items]) => items.map(one => liftNotice(userId, one, audience))),
    ...fights.flatMap(one => audience.ropIds.map(userId => fightNotice(userId, one, audience))),
  ]
}

/** An alert to the heads of sales and the administrators, once per fall of the brake. */
export function planBrakeAlert(reason: 'per_hour' | 'share', at: number, userIds: readonly number[], language: Language): NewIntention[] {
  return userIds.map(userId => intention({ entityTypeId: 1, itemId: 0 }, `notify:brake:${at}:${userId}`, { userId, tag: 'PT|BRAKE', ...spoken(say(language, `brake.${reason}`)) }))
}

function trespassNotice(userId: number, one: HeldItem, { held, audience: { language } }: { held: readonly HeldItem[], audience: Audience }): NewIntention {
  const mover = moverOf(one, held)
  const wish = mover?.decision.corrections[0]?.kind
  const missing = missingBeyondReason(one.missing)
  const key: NoticeKey = wish === 'return_lead' || wish === 'hold_deal' ? `gate.${wish}` : 'gate.notice'
  const sentence = (which: NoticeKey): string => [
    say(language, which, { item: itemLink(language, one.item), reason: sayReason(language, one.decision.reasons) }),
    missing.length > 0 ? say(language, 'gate.missing', { missing: sayMissing(language, missing, code => criterionName(one, code, language)) }) : '',
    say(language, 'gate.action'),
  ].filter(Boolean).join(' ')
  return intention(one.item, `notify:${one.decision.breachKey}`, {
    userId,
    tag: `PT|GATE|${itemKey(one.item)}`,
    ...spoken(sentence(key)),
    after: mover ? wishedCorrectionKey(mover) : null,
    refused: spoken(sentence('gate.refused')),
  })
}

/** The item of the same trespass that will be moved: itself, or the deal of a converted lead. */
function moverOf(one: HeldItem, held: readonly HeldItem[]): HeldItem | undefined {
  return held.find(other => other.decision.breachKey === one.decision.breachKey && isSpokenOf(other) && wishedCorrectionKey(other) !== null)
}

function groupNotice(userId: number, items: readonly HeldItem[], { language }: Audience): NewIntention {
  const links = items.slice(0, GROUP_LINKS).map(one => itemLink(language, one.item))
  const more = items.length > GROUP_LINKS ? [say(language, 'gate.more', { count: items.length - GROUP_LINKS })] : []
  const text = say(language, 'gate.group', { count: items.length, items: [...links, ...more].join(', ') })
  return intention(items[0]!.item, `notify:group:${userId}:${items[0]!.decision.breachKey}:${items.length}`, { userId, tag: `PT|GATE|${userId}`, ...spoken(text) })
}

function liftNotice(userId: number, one: HeldItem, { language }: Audience): NewIntention {
  const wished = wishedCorrectionKey(one)
  const byHand: NoticeKey = one.item.entityTypeId === 1 ? 'gate.close_by_hand' : 'gate.release_by_hand'
  const text = say(language, wished ? 'gate.lift_refused' : byHand, { item: itemLink(language, one.item) })
  return intention(one.item, `notify:lift:${itemKey(one.item)}:${one.decision.crossing}`, { userId, tag: `PT|GATE|${itemKey(one.item)}`, ...spoken(text), after: wished, onlyWhenRefused: wished !== null })
}

function fightNotice(userId: number, one: HeldItem, { language }: Audience): NewIntention {
  return intention(one.item, `notify:rop:${one.decision.breachKey}:${one.decision.crossing}:${userId}`, { userId, tag: `PT|ROP|${itemKey(one.item)}`, ...spoken(say(language, 'rop.fights', { item: itemLink(language, one.item) })) })
}

/** Items by who must act: the assignee, or the head of sales when there is none who could read it. */
function byPerson(items: readonly HeldItem[], audience: Audience): Map<number, HeldItem[]> {
  const people = new Map<number, HeldItem[]>()
  for (const one of items) {
    const assignee = (one.lead ?? one.item).assignedBy
    const userId = assignee !== null && audience.isActive(assignee) ? assignee : audience.ropIds[0]
    if (userId !== undefined)
      people.set(userId, [...people.get(userId) ?? [], one])
  }
  return people
}

function criterionName(one: HeldItem, code: string, language: Language): string {
  return one.treaty?.criteria.find(criterion => criterion.code === code)?.words[language] ?? code
}

function spoken(text: string): { text: string, plainText: string } {
  return { text, plainText: withoutMarkup(text) }
}

function intention(ref: ItemRef, dedupeKey: string, payload: Pick<MessagePayload, 'userId' | 'tag' | 'text' | 'plainText'> & Partial<MessagePayload>): NewIntention {
  const { entityTypeId, itemId } = ref
  return { kind: 'notify', entityTypeId, itemId, dedupeKey, payload: { after: null, refused: null, onlyWhenRefused: false, ...payload } }
}
