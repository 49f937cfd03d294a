import { useCallback, useEffect, useRef, useState } from 'react'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { chooseTrials } from '../remote/remote-trials.ts'
import { type DeviceList, listDevices } from './list-devices.ts'
import type { MicrophoneProblem } from './open-microphone.ts'

/** `unnamed`: the browser tells no names yet; `ask` makes it ask the agent. `problem`: what came of that. */
export type Devices =
  | { kind: 'looking' }
  | { kind: 'unsupported' }
  | { kind: 'unnamed'; ask: () => void; problem: MicrophoneProblem | null }
  | { kind: 'named'; list: DeviceList }

/** The audio devices of this computer, as they come and go. */
export function useDevices(): Devices {
  const { clock } = useConsoleTools()
  const [list, setList] = useState<DeviceList | null>(null)
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null)
  const look = useCallback(async () => {
    setList(listDevices(await navigator.mediaDevices.enumerateDevices()))
  }, [])
  useEffect(() => {
    const { mediaDevices } = navigator
    if (mediaDevices === undefined) return
    const again = () => void look()
    again()
    mediaDevices.addEventListener('devicechange', again)
    return () => mediaDevices.removeEventListener('devicechange', again)
  }, [look])
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])
  const ask = useCallback(() => {
    stop.current()
    stop.current = chooseTrials(clock).listen('', (heard) => {
      setProblem(heard.kind === 'refused' ? heard.problem : null)
      // names are told while a microphone is open, in some browsers only then
      void look().then(() => stop.current())
    })
  }, [look, clock])
  if (navigator.mediaDevices === undefined) return { kind: 'unsupported' }
  if (list === null) return { kind: 'looking' }
  return list.named ? { kind: 'named', list } : { kind: 'unnamed', ask, problem }
}
