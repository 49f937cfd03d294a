import type { DeskView } from './desk-view.ts'
import type { MenuPort, TrayPort } from './electron-port.ts'
import { nameState, type Texts } from './texts.ts'

/** The tray icon: who is signed in and in which state, and the two things one may want from it. */
export function dressTray(
  tray: TrayPort,
  menus: MenuPort,
  actions: { open(): void; quit(): void },
): (view: DeskView | null, texts: Texts) => void {
  tray.on('click', actions.open)
  let worn = ''
  return (view, texts) => {
    const line = describe(view, texts)
    // a menu that is replaced while it is open closes under the hand
    if (`${line} ${texts.open}` === worn) return
    worn = `${line} ${texts.open}`
    tray.setToolTip(`Ringdesk · ${line}`)
    tray.setContextMenu(
      menus.buildFromTemplate([
        { label: line, enabled: false },
        { type: 'separator' },
        { label: texts.open, click: actions.open },
        { label: texts.quit, click: actions.quit },
      ]),
    )
  }
}

function describe(view: DeskView | null, texts: Texts): string {
  if (view === null) return texts.signedOut
  const state = nameState(view.projection.state, texts)
  // while the link is down the last known state may no longer be true
  return `${view.user.name} · ${view.link === 'online' ? state : `${state} (${texts.unconfirmed})`}`
}
