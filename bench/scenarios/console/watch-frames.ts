declare global {
  interface Window {
    /** from now on the gaps between animation frames are looked at */
    benchWatchFrames(): void
    /** the longest gap since then, in milliseconds */
    benchLongestFrame(): number
  }
}

/** Runs in the page before anything of its own. */
export function watchFrames(): void {
  let longest = 0
  let last = Number.NaN
  let watching = false
  const look = (at: number) => {
    if (!watching) return
    if (at - last > longest) longest = at - last
    last = at
    requestAnimationFrame(look)
  }
  window.benchWatchFrames = () => {
    longest = 0
    last = performance.now()
    watching = true
    requestAnimationFrame(look)
  }
  window.benchLongestFrame = () => {
    watching = false
    return longest
  }
}
