import { describe, expect, it } from 'vitest'
import { clock } from '../../../widgets/kit/player/clock.ts'
import { barHeights } from '../../../widgets/kit/player/draw-wave.ts'
import { createHeard } from '../../../widgets/kit/player/heard.ts'
import { joinThread, pinsByCall } from '../../../widgets/lead-tab/join-thread.ts'

describe('the clock of the player', () => {
  it.each([[0, '0:00'], [75.9, '1:15'], [3723, '1:02:03'], [-1, '0:00']])('%d seconds are %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text)
  })
})

describe('what was heard', () => {
  it('counts each second once, and neither jumps nor pauses', () => {
    const heard = createHeard()
    for (const at of [0, 0.3, 1.2, 2.1])
      heard.add(at)
    expect(heard.seconds()).toBe(2)
    heard.jump()
    heard.add(50)
    heard.add(51)
    expect(heard.seconds()).toBe(3)
    heard.add(90)
    expect(heard.seconds()).toBe(3)
    heard.jump()
    for (const at of [0, 1, 2])
      heard.add(at)
    expect(heard.seconds()).toBe(3)
  })
})

describe('the wave', () => {
  it('shows the loudest moment each bar covers, whether bars are fewer or more than peaks', () => {
    expect(barHeights([10, 90, 20, 30], 2)).toEqual([0.9, 0.3])
    expect(barHeights([50, 100], 4)).toEqual([0.5, 0.5, 1, 1])
    expect(barHeights([], 3)).toEqual([0, 0, 0])
  })
})

describe('the thread of a lead', () => {
  const author = { id: 10, name: 'Маркетолог' }
  const event = { seq: 1, kind: 'disputed' as const, at: 20, actor: author, route: 'tab' as const, criterion: null, label: 'spam' as const, outcome: null, words: 'послушайте', pinned: { callId: 'a7', second: 12 }, heard: [], undone: false }
  const entries = [{ kind: 'still_trying' as const, at: 10, author, route: 'tab' as const, callsMade: 1 }, { kind: 'still_trying' as const, at: 30, author, route: 'tab' as const, callsMade: 2 }]

  it('tells verdicts and reviews in one order, newest first, without what was taken back', () => {
    const reviews = [{ reviewId: 1, events: [event, { ...event, seq: 2, at: 22, undone: true }, { ...event, seq: 3, kind: 'undone' as const, at: 23 }] }]
    const lines = joinThread(entries, reviews)
    expect(lines.map(({ at, kind }) => [at, kind])).toEqual([[30, 'still_trying'], [20, 'review'], [10, 'still_trying']])
    expect(pinsByCall(lines, one => `${one.actor?.name}: ${one.words}`)).toEqual({ a7: [{ second: 12, label: 'Маркетолог: послушайте' }] })
  })
})
