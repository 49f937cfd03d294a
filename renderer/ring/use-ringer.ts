import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { chooseRinger } from './ring-sound.ts'

/**
 * Keeps the ring on the device that the agent chose. Unplugged, it rings on the system's own and says so once; plugged
 * in again it is back. Who chose none costs nothing here.
 */
export function useRinger(): void {
  const { t } = useTranslation('ring')
  const { audio } = useConsoleTools()
  useEffect(() => {
    const { mediaDevices } = navigator
    let missing = false
    const told = (found: boolean, label: string) => {
      if (!found && !missing) tell.bad(t('ringerGone', { device: label }))
      missing = !found
    }
    const follow = async () => {
      const { ringer } = audio.getState()
      if (ringer === null || mediaDevices === undefined) return chooseRinger('', () => {})
      const there = await mediaDevices.enumerateDevices()
      const outputs = there.filter(({ kind }) => kind === 'audiooutput')
      // before the microphone is allowed the browser names nothing: then only trying tells
      const named = outputs.some(({ deviceId }) => deviceId !== '')
      const found = outputs.find(({ deviceId }) => deviceId === ringer.deviceId)
      const again = found ?? outputs.find(({ label }) => label !== '' && label === ringer.label)
      if (named && again === undefined) {
        chooseRinger('', () => {})
        return told(false, ringer.label)
      }
      chooseRinger(again?.deviceId ?? ringer.deviceId, (sent) => told(sent, ringer.label))
      if (again !== undefined) told(true, ringer.label)
    }
    const look = () => void follow()
    look()
    mediaDevices?.addEventListener('devicechange', look)
    const stop = audio.subscribe(look)
    return () => {
      stop()
      mediaDevices?.removeEventListener('devicechange', look)
    }
  }, [audio, t])
}
