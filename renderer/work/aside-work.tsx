import type { ParkedCall, Voicemail } from '#shared/protocol/view/floor.ts'
import { ParkedCalls } from './parked-calls.tsx'
import { Voicemails } from './voicemails.tsx'

type Props = { parked: readonly ParkedCall[]; voicemails: readonly Voicemail[] }

/** What waits for anybody of a queue: customers who are parked, and messages. */
export function AsideWork({ parked, voicemails }: Props) {
  return (
    <>
      {parked.length > 0 && <ParkedCalls parked={parked} />}
      {voicemails.length > 0 && <Voicemails voicemails={voicemails} />}
    </>
  )
}
