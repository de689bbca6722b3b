import type { Ref, ShallowRef } from 'vue'
import type { CallView, Peaks } from '../../../src/contracts/api/calls.schema.ts'
import { onBeforeUnmount, ref, shallowRef, watch } from 'vue'
import { createHeard } from './heard.ts'

/** Speeds of the player, slowest first. */
export const SPEEDS = [1, 1.25, 1.5, 1.75, 2] as const
/** One of them. */
export type Speed = typeof SPEEDS[number]

/** What the player is about. */
export interface UseRecordingOptions {
  call: () => CallView
  /** Second the first play begins at. */
  startAt: () => number | null
  onTime: (second: number) => void
  /** Seconds played so far, each counted once. */
  onHeard: (seconds: number) => void
  /** The address has ended: whoever owns the list asks for a new one. */
  onRenew: () => void
}

/** State and verbs of one recording. */
export interface UseRecordingReturn {
  /** Give it to the `<audio>` element. */
  audio: ShallowRef<HTMLAudioElement | null>
  isPlaying: Ref<boolean>
  isWaiting: Ref<boolean>
  /** It could not be played; `retry` asks for a new address. */
  isBroken: Ref<boolean>
  time: Ref<number>
  duration: Ref<number>
  speed: Ref<Speed>
  peaks: ShallowRef<readonly number[]>
  play: () => Promise<void>
  toggle: () => Promise<void>
  /** Forwards, or backwards with a negative number of seconds. */
  skip: (seconds: number) => void
  seek: (second: number) => void
  setSpeed: (speed: Speed) => void
  retry: () => void
}

/** Plays one recording. A new address of the same call keeps the place; another call begins anew. */
export function useRecording({ call, startAt, onTime, onHeard, onRenew }: UseRecordingOptions): UseRecordingReturn {
  const audio = shallowRef<HTMLAudioElement | null>(null)
  const isPlaying = ref(false)
  const isWaiting = ref(false)
  const isBroken = ref(false)
  const time = ref(startAt() ?? 0)
  const duration = ref(call().durationSeconds)
  const speed = ref<Speed>(1)
  const peaks = shallowRef<readonly number[]>([])
  let heard = createHeard()
  /** Playing goes on by itself once a new address has come. */
  let isResuming = false
  const measuring = new AbortController()

  const clamp = (second: number): number => Math.min(Math.max(0, second), Math.max(0, duration.value))

  function follow(element: HTMLAudioElement): void {
    const on = (name: keyof HTMLMediaElementEventMap, work: () => void): void => element.addEventListener(name, work)
    on('loadedmetadata', () => {
      if (Number.isFinite(element.duration) && element.duration > 0)
        duration.value = element.duration
      isBroken.value = false
      element.playbackRate = speed.value
      if (time.value > 0)
        element.currentTime = clamp(time.value)
      if (isResuming)
        void play()
    })
    on('timeupdate', () => {
      time.value = element.currentTime
      onTime(element.currentTime)
      if (!element.paused && heard.add(element.currentTime))
        onHeard(heard.seconds())
    })
    on('seeking', () => heard.jump())
    on('playing', () => Object.assign(isWaiting, { value: false }))
    on('waiting', () => Object.assign(isWaiting, { value: true }))
    on('play', () => Object.assign(isPlaying, { value: true }))
    on('pause', () => Object.assign(isPlaying, { value: false }))
    on('error', fail)
  }

  function fail(): void {
    isWaiting.value = false
    const { expiresAt } = call().recording
    if (!isBroken.value && expiresAt !== null && expiresAt <= Date.now()) {
      isResuming = isPlaying.value
      onRenew()
    }
    isPlaying.value = false
    isBroken.value = true
  }

  async function play(): Promise<void> {
    const element = audio.value
    if (!element || call().recording.address === null)
      return
    isResuming = false
    isWaiting.value = element.readyState < HTMLMediaElement.HAVE_FUTURE_DATA
    try {
      await element.play()
    }
    catch (error) {
      isWaiting.value = false
      // A pause or another address before the first sound is no fault; a media error has its own event.
      if (!(error instanceof DOMException) || !['AbortError', 'NotAllowedError', 'NotSupportedError'].includes(error.name))
        throw error
    }
  }

  function seek(second: number): void {
    time.value = clamp(second)
    onTime(time.value)
    if (audio.value && audio.value.readyState >= HTMLMediaElement.HAVE_METADATA)
      audio.value.currentTime = time.value
  }

  async function measure(): Promise<void> {
    const { callId, recording: { peaksAddress } } = call()
    peaks.value = []
    if (peaksAddress === null)
      return
    try {
      const answer = await fetch(peaksAddress, { signal: measuring.signal })
      // The server parsed its answer with the same schema before it left.
      // The list may have been renewed meanwhile: the address is another one, the wave the same.
      if (answer.ok && call().callId === callId)
        peaks.value = (await answer.json() as Peaks).peaks
    }
    catch {
      // The line without a wave serves as well: the sound does not depend on it.
    }
  }

  watch(audio, element => element && follow(element))
  watch(() => call().callId, () => {
    heard = createHeard()
    isResuming = false
    isBroken.value = false
    isPlaying.value = false
    time.value = startAt() ?? 0
    duration.value = call().durationSeconds
    void measure()
  }, { immediate: true })
  watch(startAt, second => second !== null && seek(second))
  onBeforeUnmount(() => {
    measuring.abort()
    audio.value?.pause()
    audio.value?.removeAttribute('src')
    audio.value?.load()
  })

  return {
    audio,
    isPlaying,
    isWaiting,
    isBroken,
    time,
    duration,
    speed,
    peaks,
    play,
    toggle: async () => isPlaying.value ? audio.value?.pause() : play(),
    skip: seconds => seek(time.value + seconds),
    seek,
    setSpeed(wanted) {
      speed.value = wanted
      if (audio.value)
        audio.value.playbackRate = wanted
    },
    retry() {
      isResuming = true
      onRenew()
    },
  }
}
