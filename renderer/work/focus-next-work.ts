/**
 * After something was saved: the next item of the work list, else its heading, else (docked narrow, without a list)
 * the call column. What is not shown takes no focus, so the next one is tried.
 */
export function focusNextWork(page: Document): void {
  const places = [
    page.querySelector<HTMLElement>('#region-work [data-task]'),
    page.getElementById('work-title'),
    page.getElementById('region-call'),
  ]
  for (const place of places) {
    place?.focus()
    if (place !== null && page.activeElement === place) return
  }
}
