/** When the page met a ring, in milliseconds of its own clock. */
export type PageMarks = { received: number; drawn: number; painted: number }

/** What is waited for: who calls (record's head and ring card), or the whole record. */
export type Sight = 'caller' | 'record'

/** What the two regions held when they were painted. */
type Regions = { main: string; call: string; nodes: number }

declare global {
  interface Window {
    /** from now on this caller is waited for */
    benchExpect(name: string, sight: Sight): void
    /** given by the bench */
    benchPainted(marks: PageMarks): Promise<void>
    benchRegions: Regions
    /** the floor's: what a message paints */
    benchPicture: { main: string; call: string; slot: string }
  }
}

/**
 * Runs in both pages before anything of theirs. Painted is: the record in the centre and the ring card show the
 * caller (and its tab, when the whole record is waited for), then the next frame, then a task of its own. `ringRegion` is how the ring card is labelled.
 */
export function watchRing(ringRegion: string): void {
  const Native = window.WebSocket
  let expected: string | null = null
  let whole = false
  let received = Number.NaN
  window.WebSocket = class extends Native {
    constructor(...args: ConstructorParameters<typeof Native>) {
      super(...args)
      // before the page's own handler: it was not there yet
      this.addEventListener('message', ({ data }) => {
        if (expected !== null && typeof data === 'string' && /call\.offered|^42\["ring"/.test(data.slice(0, 4096))) {
          received = performance.now()
        }
      })
    }
  }
  window.benchExpect = (name, sight) => {
    received = Number.NaN
    whole = sight === 'record'
    expected = name
  }
  const look = () => {
    if (expected === null) return
    if (document.querySelector('#region-main h1')?.textContent !== expected) return
    const ring = document.querySelector(`#region-call section[aria-label="${ringRegion}"]`)
    if (!ring?.textContent?.includes(expected)) return
    if (whole && !document.querySelector('#region-main [role="tabpanel"] li')) return
    expected = null
    const drawn = performance.now()
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => {
        const marks = { received, drawn, painted: performance.now() }
        const read = (id: string) => document.getElementById(id)?.innerHTML ?? ''
        const nodes = document.querySelectorAll('#region-main *, #region-call *').length
        window.benchRegions = { main: read('region-main'), call: read('region-call'), nodes }
        void window.benchPainted(marks)
      }
      channel.port2.postMessage(null)
    })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
}

/** Runs in the floor's page after its socket library: a message comes, its content is set. */
export function paintMessages(
  connect: () => { on(name: string, hear: (rows: { name?: string }[][]) => void): void },
): void {
  const main = document.querySelector('#region-main')
  const call = document.querySelector('#region-call')
  connect().on('ring', (rows) => {
    // the second look-up is the customer
    const name = rows[1]?.[0]?.name ?? ''
    const { main: centre, call: column, slot } = window.benchPicture
    if (main) main.innerHTML = centre.replaceAll(slot, name)
    if (call) call.innerHTML = column.replaceAll(slot, name)
  })
}
