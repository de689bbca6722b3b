import type { Ref } from 'vue'
import { onBeforeUnmount, onMounted, ref } from 'vue'

/**
 * How many of many parts to draw: none at first, then a few with every picture the browser paints, so that what a hand needs first is
 * there first.
 */
export function useGradually(perFrame: number, whole: () => number): Ref<number> {
  const drawn = ref(0)
  let frame = 0

  function more(): void {
    drawn.value += perFrame
    if (drawn.value < whole())
      frame = requestAnimationFrame(() => setTimeout(more))
  }

  onMounted(() => {
    frame = requestAnimationFrame(() => setTimeout(more))
  })
  onBeforeUnmount(() => cancelAnimationFrame(frame))
  return drawn
}
