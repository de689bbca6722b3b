/**
 * Keeps the frame as tall as the page: no scroll bar inside the iframe, no empty space under it.
 * @returns stops following
 */
export function followHeight(root: HTMLElement, resize: (height: number) => void): () => void {
  let last = 0
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(root.getBoundingClientRect().height)
    if (height !== last) {
      last = height
      resize(height)
    }
  })
  observer.observe(root)
  return () => observer.disconnect()
}
