/**
 * Brings a part of the page up to date: inside elements with `data-blocks` only those blocks are replaced whose fingerprint
 * has changed; what is being edited and all frames of unchanged blocks stay as they are.
 */
export function updateBlocks(holder: Element, markup: string): void {
  const fresh = document.createElement('template')
  fresh.innerHTML = markup
  const [before, after] = [blocksIn(holder), blocksIn(fresh.content)]
  if (before && after)
    mergeBlocks(before, after)
  else
    holder.replaceChildren(fresh.content)
}

function blocksIn(root: ParentNode): Element | null {
  return root.querySelector('[data-blocks]')
}

function mergeBlocks(before: Element, after: Element): void {
  const known = new Map(blockChildren(before).map(child => [child.dataset.block, child]))
  const fresh = blockChildren(after)
  const keys = new Set(fresh.map(child => child.dataset.block))
  for (const [key, child] of known) {
    if (!keys.has(key))
      child.remove()
  }
  let place: Element | null = before.firstElementChild
  for (const child of fresh) {
    const old = known.get(child.dataset.block)
    if (old !== undefined && old === place) {
      place = place.nextElementSibling
      mergeBlock(old, child)
    }
    else {
      before.insertBefore(old ? mergeBlock(old, child) : child, place)
    }
  }
}

/** @returns the element that stands for the block from now on; a block under edit is left alone */
function mergeBlock(old: HTMLElement, fresh: HTMLElement): HTMLElement {
  if (old.dataset.print === fresh.dataset.print || old.querySelector(':scope > [data-mode="edit"]') !== null)
    return old
  return mergeInside(old, fresh)
}

function mergeInside(old: HTMLElement, fresh: HTMLElement): HTMLElement {
  const [inside, freshInside] = [allBlocks(old), allBlocks(fresh)]
  if (inside.length === 0 || inside.length !== freshInside.length) {
    old.replaceWith(fresh)
    return fresh
  }
  inside.forEach((part, index) => {
    const counterpart = freshInside[index]
    if (counterpart)
      mergeBlocks(part, counterpart)
  })
  mergeShell(old, fresh)
  old.dataset.print = fresh.dataset.print ?? ''
  return old
}

/** Containers directly below a block, not those inside its inner blocks. */
function allBlocks(root: HTMLElement): Element[] {
  return [...root.querySelectorAll('[data-blocks]')].filter(part => part.parentElement?.closest('[data-block]') === root)
}

/** Counts and labels around the inner blocks. */
function mergeShell(old: HTMLElement, fresh: HTMLElement): void {
  const counts = [old.querySelector('[data-count]'), fresh.querySelector('[data-count]')] as const
  if (counts[0] && counts[1])
    counts[0].textContent = counts[1].textContent
  const labels = [old.firstElementChild, fresh.firstElementChild] as const
  const label = labels[1]?.getAttribute('aria-label')
  if (labels[0] && label)
    labels[0].setAttribute('aria-label', label)
}

function blockChildren(parent: Element): HTMLElement[] {
  return [...parent.children].filter((child): child is HTMLElement => child instanceof HTMLElement && child.dataset.block !== undefined)
}
