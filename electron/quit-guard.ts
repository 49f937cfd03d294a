import type { ElectronPort } from './electron-port.ts'
import type { Texts } from './texts.ts'

/** Asks before leaving during a call. The line is never dropped either way: it belongs to the phone and to central. */
export async function mayQuit(dialog: ElectronPort['dialog'], inCall: boolean, texts: Texts): Promise<boolean> {
  if (!inCall) return true
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: texts.quitInCallTitle,
    detail: texts.quitInCallDetail,
    buttons: [texts.stay, texts.quitAnyway],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}
