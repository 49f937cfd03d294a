import type { AudioChoiceStore } from '#renderer/state/audio-choice.ts'
import { hasMicrophone, listDevices, type ResolvedAudio, resolveAudio } from './audio/list-devices.ts'

type Options = {
  media: Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'> | undefined
  audio: AudioChoiceStore
  /** What to use now; at once and whenever a device or the choice of one comes or goes. */
  onDevices: (resolved: ResolvedAudio, microphoneThere: boolean) => void
}

/** Follows what is plugged in and what is chosen: the browser tells the moment a device goes. Returns the stop. */
export function followDevices({ media, audio, onDevices }: Options): () => void {
  if (media === undefined) return () => {}
  let gone = false
  const look = async () => {
    const found = await media.enumerateDevices()
    if (!gone) onDevices(resolveAudio(audio.getState(), listDevices(found)), hasMicrophone(found))
  }
  const again = () => void look()
  again()
  media.addEventListener('devicechange', again)
  const stop = audio.subscribe(again)
  return () => {
    gone = true
    stop()
    media.removeEventListener('devicechange', again)
  }
}
