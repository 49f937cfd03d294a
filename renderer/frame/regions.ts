/** The regions Ctrl+F6 walks through, in reading order. F6 alone is mute. */
const regionIds = ['region-rail', 'region-bar', 'region-work', 'region-main', 'region-call'] as const

/** Gives the focus to the main region, for what goes from the page with the focus in it. */
export function focusMain(page: Document): void {
  page.getElementById('region-main')?.focus()
}

/** Moves the focus to the next region that is on the page. */
export function focusNextRegion(page: Document): void {
  const regions = regionIds.map((id) => page.getElementById(id)).filter((region) => region !== null)
  const current = regions.findIndex((region) => region.contains(page.activeElement))
  regions[(current + 1) % regions.length]?.focus()
}
