import type { OpenDesk } from '#main/desk.ts'
import { applyEvent } from '#shared/domain/desk/apply-event.ts'
import type { DeskNotice, LinkStatus } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import { ShellPreferences } from './shell-preferences.ts'

/** What the shell itself shows of a desk: in the tray, as a notification, in its questions. */
export interface DeskView {
  user: SignedInUser
  projection: Snapshot
  link: LinkStatus['kind']
  preferences: ShellPreferences
}

/** The view after one notice. The same object comes back when nothing of it changed. */
export function applyToView(view: DeskView, notice: DeskNotice): DeskView {
  if (notice.kind === 'event') {
    const projection = applyEvent(view.projection, notice.delivered)
    return projection === view.projection ? view : { ...view, projection }
  }
  if (notice.kind === 'projection') return { ...view, projection: notice.projection }
  if (notice.kind === 'link') return { ...view, link: notice.link.kind }
  if (notice.kind === 'preferences') return { ...view, preferences: ShellPreferences.parse(notice.preferences) }
  return view
}

/** Tells the view now and after every notice that changes it. Returns the unsubscribe. */
export async function followDesk(desk: OpenDesk, show: (view: DeskView) => void): Promise<() => void> {
  let view: DeskView | null = null
  const early: DeskNotice[] = []
  const hear = (notice: DeskNotice) => {
    if (view === null) {
      early.push(notice)
      return
    }
    const next = applyToView(view, notice)
    if (next === view) return
    view = next
    show(view)
  }
  // listening begins before the snapshot is asked for, so that nothing falls between the two
  const stop = desk.onNotice(hear)
  const { user, projection, link, preferences } = await desk.snapshot()
  view = { user, projection, link: link.kind, preferences: ShellPreferences.parse(preferences) }
  show(view)
  for (const notice of early) hear(notice)
  return stop
}
