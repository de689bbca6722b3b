import type { Ref } from 'vue'
import { onBeforeUnmount, onMounted, ref } from 'vue'

/** Becomes true when the browser has painted what was mounted: for work that nobody waits for. */
export function useAfterPaint(): Ref<boolean> {
  const isPainted = ref(false)
  let frame = 0
  onMounted(() => {
    frame = requestAnimationFrame(() => setTimeout(() => {
      isPainted.value = true
    }))
  })
  onBeforeUnmount(() => cancelAnimationFrame(frame))
  return isPainted
}
