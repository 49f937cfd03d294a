import type { Menu, Tray } from 'electron'
import type { Texts } from './texts.ts'

type TrayIcon = Pick<Tray, 'setToolTip' | 'setContextMenu' | 'on'>

/** The tray icon: who is signed in as tool tip, and the two things one may want from it. */
export function dressTray(
  tray: TrayIcon,
  menus: Pick<typeof Menu, 'buildFromTemplate'>,
  actions: { open(): void; quit(): void },
): (texts: Texts, signedInAs: string | null) => void {
  tray.on('click', actions.open)
  return (texts, signedInAs) => {
    tray.setToolTip(`Ringdesk · ${signedInAs ?? texts.signedOut}`)
    tray.setContextMenu(
      menus.buildFromTemplate([
        { label: texts.open, click: actions.open },
        { type: 'separator' },
        { label: texts.quit, click: actions.quit },
      ]),
    )
  }
}
