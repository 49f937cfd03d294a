import { Suspense } from 'react'
import { makePart } from '#renderer/common/make-part.tsx'
import type { CallFacts } from '#shared/protocol/call.ts'
import styles from './recording-mark.module.css'
import { RecordingMark } from './recording-mark.tsx'

const { Part: CardData } = makePart(async () => (await import('./card-data.tsx')).CardData)

/** Whether a call is recorded and, for whose call it is, the mode in which card data are taken. */
export function RecordingLine({ call, disabled }: { call: CallFacts; disabled: boolean }) {
  const mark = (
    <div className={styles.line} role="status">
      <RecordingMark state={call.recording.state} />
    </div>
  )
  if (call.part !== 'owner') return mark
  return (
    <Suspense fallback={mark}>
      <CardData call={call} disabled={disabled} />
    </Suspense>
  )
}
