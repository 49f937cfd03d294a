import { DeviceId } from '#shared/protocol/ids.ts'
import type { Store } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

/** As whom this store speaks to central: its device, and the agent's place it last held. */
export interface DeskIdentity {
  deviceId(): DeviceId
  /** the highest number it gave a command */
  highestN(): number
  /** null: it never held the place */
  fence(): number | null
  keepFence(fence: number): void
  /** the line it was last welcomed on; null: never, or it could not be kept */
  lastLine(): string | null
  keepLine(lineId: string): void
  /** for a store that turned out to be a copy: another device from here on, its unsent work numbered anew */
  becomeNewDevice(): void
}

export function openIdentity(store: Store, sync: SyncState, newId: () => string): DeskIdentity {
  /** held here too: a full disk must not cost the agent their place, nor keep the desk from opening */
  let deviceId = store.meta.read('device_id')
  let lastLine = store.meta.read('last_line')
  let fence = Number(store.meta.read('fence')) || null
  let highestN = store.outbox.highestN()
  if (deviceId === null) {
    deviceId = newId()
    const made = deviceId
    sync.guard(() => store.meta.write('device_id', made))
  }
  return {
    deviceId: () => DeviceId.parse(deviceId),
    highestN() {
      // a store whose repair is not finished: what it said last, and another device once it is
      const read = sync.guard(() => store.outbox.highestN())
      if (read.ok) highestN = read.value
      return highestN
    },
    fence: () => fence,
    keepFence(next) {
      fence = next
      sync.guard(() => store.meta.write('fence', String(next)))
    },
    lastLine: () => lastLine,
    keepLine(lineId) {
      lastLine = lineId
      sync.guard(() => store.meta.write('last_line', lineId))
    },
    becomeNewDevice() {
      const made = newId()
      // numbers need only be new under the new id: should the disk refuse, the desk goes on with the old ones
      sync.guard(() =>
        store.together(() => {
          store.meta.write('device_id', made)
          store.outbox.renumber()
        }),
      )
      deviceId = made
    },
  }
}
