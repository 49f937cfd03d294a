/** Holds the number of an opened link until a console is there to show it: the app may only just be starting. */
export function keepPendingLink(show: (number: string) => void) {
  let waiting: string | null = null
  let listening = false
  return {
    bring(number: string): void {
      if (listening) show(number)
      else waiting = number
    },
    /** `true` once a console has drawn a desk; `false` when it reloads or the agent signs out */
    setListening(now: boolean): void {
      listening = now
      if (!listening || waiting === null) return
      show(waiting)
      waiting = null
    },
  }
}
