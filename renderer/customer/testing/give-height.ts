/** jsdom lays nothing out; virtual lists need a window with a height to draw rows. */
export function giveElementsHeight(): void {
  for (const [name, size] of [
    ['clientHeight', 800],
    ['clientWidth', 600],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size })
  }
}
