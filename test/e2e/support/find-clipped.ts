/**
 * Runs in the page. Texts that stick out of a box which hides what sticks out, without an ellipsis that says so and
 * without a way to scroll there; and controls beyond the window's edge. Words kept for assistive technology are 1 px.
 */
export function findClipped(): string[] {
  const found = new Set<string>()
  const name = (element: Element) => `${element.textContent?.trim().slice(0, 60)} <${element.className}>`
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element
    if (clientWidth <= 1 || clientHeight <= 1 || element.textContent?.trim() === '') continue
    // a button that works hides its word behind its sign of waiting
    if (element.closest('button[data-loading]') !== null) continue
    const { overflowX, overflowY, textOverflow, visibility } = getComputedStyle(element)
    const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
    if (visibility === 'hidden' || textOverflow === 'ellipsis') continue
    if (hides(overflowX) && scrollWidth > clientWidth + 1) found.add(`wide: ${name(element)}`)
    if (hides(overflowY) && scrollHeight > clientHeight + 1) found.add(`high: ${name(element)}`)
  }
  for (const element of document.body.querySelectorAll<HTMLElement>('button')) {
    const inner = element.getBoundingClientRect()
    let child: HTMLElement = element
    for (let parent = child.parentElement; parent !== null; parent = parent.parentElement) {
      const { position, display } = getComputedStyle(child)
      const { overflowX } = getComputedStyle(parent)
      if (position === 'absolute' || position === 'fixed' || overflowX !== 'visible' || inner.width <= 1) break
      const outer = parent.getBoundingClientRect()
      if (display !== 'inline' && inner.right > outer.right + 8) found.add(`out of its box: ${name(element)}`)
      child = parent
    }
  }
  for (const element of document.body.querySelectorAll<HTMLElement>('button, input, a[href]')) {
    const { left, right, width, height } = element.getBoundingClientRect()
    if (width <= 1 || height <= 1 || getComputedStyle(element).opacity === '0') continue
    if (left < -1 && right > 0) found.add(`left: ${name(element)}`)
    if (right > window.innerWidth + 1) found.add(`right: ${name(element)}`)
  }
  return [...found]
}
