import { z } from 'zod'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** A device the agent chose. The name finds it again where the browser has given it another id. */
const Chosen = z
  .object({ deviceId: z.string().min(1).max(500), label: z.string().max(300) })
  .nullable()
  .catch(null)
  .default(null)

/** What the agent talks into, hears and is rung on; null: whatever the system uses. */
export const AudioChoice = z.object({ microphone: Chosen, speaker: Chosen, ringer: Chosen })
export type AudioChoice = z.infer<typeof AudioChoice>
export type ChosenDevice = AudioChoice['ringer']
export type AudioChoiceStore = StoreApi<AudioChoice>

const key = 'ringdesk.audio'

/**
 * The choice of devices on this computer. It stays in this browser, not at the desk: a browser's ids of its devices
 * mean nothing to another.
 */
export function openAudioChoice(storage: Pick<Storage, 'getItem' | 'setItem'>): AudioChoiceStore {
  const store = createStore<AudioChoice>(() => AudioChoice.parse(readJson(storage.getItem(key)) ?? {}))
  store.subscribe((choice) => storage.setItem(key, JSON.stringify(choice)))
  return store
}

function readJson(text: string | null): unknown {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    // somebody else's value under our key: the system's devices are a good beginning
    return null
  }
}
