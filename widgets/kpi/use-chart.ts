import type { ChartConfiguration } from 'chart.js'
import type { Ref } from 'vue'
import { onBeforeUnmount, onMounted, watch } from 'vue'

/** What a chart is drawn from. Made anew when what it reads has changed. */
export type ChartMaker = (styles: CSSStyleDeclaration) => ChartConfiguration

/**
 * Draws a chart on a canvas and keeps it up to date; the only file that knows Chart.js, which is loaded when the first chart is
 * drawn. Colours come from the page's own tokens.
 */
export function useChart(canvas: Ref<HTMLCanvasElement | undefined>, make: ChartMaker, reads: () => unknown): void {
  let chart: { destroy: () => void } | undefined
  let isGone = false

  async function draw(): Promise<void> {
    const { CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement, Tooltip } = await import('chart.js')
    if (isGone || !canvas.value)
      return
    Chart.register(LineController, LineElement, PointElement, LinearScale, CategoryScale, Tooltip)
    chart?.destroy()
    chart = new Chart(canvas.value, make(getComputedStyle(document.documentElement)))
  }

  onMounted(draw)
  watch(reads, () => void draw())
  onBeforeUnmount(() => {
    isGone = true
    chart?.destroy()
  })
}
