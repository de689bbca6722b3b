/** What the picture of a recording is made of. */
export interface Wave {
  /** 0 to 100 each; empty draws a plain line. */
  readonly peaks: readonly number[]
  /** Played part, 0 to 1. */
  readonly played: number
  readonly playedColor: string
  readonly restColor: string
}

const BAR = 3
const GAP = 1

/** Height of each bar between 0 and 1 for a given number of bars: the loudest moment it covers. */
export function barHeights(peaks: readonly number[], bars: number): number[] {
  if (peaks.length === 0)
    return Array.from({ length: bars }, () => 0)
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor(bar * peaks.length / bars)
    const to = Math.max(from + 1, Math.floor((bar + 1) * peaks.length / bars))
    return Math.max(...peaks.slice(from, to)) / 100
  })
}

/** Draws the wave over the whole canvas, sharp on any screen. */
export function drawWave(canvas: HTMLCanvasElement, { peaks, played, playedColor, restColor }: Wave): void {
  const context = canvas.getContext('2d')
  const { clientWidth: width, clientHeight: height } = canvas
  if (!context || width === 0)
    return
  const scale = window.devicePixelRatio || 1
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  context.scale(scale, scale)
  context.clearRect(0, 0, width, height)
  const bars = Math.max(1, Math.floor(width / (BAR + GAP)))
  barHeights(peaks, bars).forEach((part, bar) => {
    const tall = Math.max(2, part * (height - 4))
    context.fillStyle = bar / bars < played ? playedColor : restColor
    context.fillRect(bar * (BAR + GAP), (height - tall) / 2, BAR, tall)
  })
}
