import type { ElectronPort } from './electron-port.ts'

/** Keeps the machine's heartbeat alive while an agent is signed in: a sleeping desk loses its lease. */
export function keepAwake(blocker: ElectronPort['powerSaveBlocker']): (signedIn: boolean) => void {
  let held: number | null = null
  return (signedIn) => {
    if (signedIn && held === null) held = blocker.start('prevent-app-suspension')
    if (!signedIn && held !== null) {
      blocker.stop(held)
      held = null
    }
  }
}
