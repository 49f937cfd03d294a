import { InteractionNotes } from '#renderer/customer/overview/interaction-notes.tsx'
import { InteractionRow } from '#renderer/customer/overview/interaction-row.tsx'
import { mergeNotes, mergeOutcome } from '#renderer/customer/pending.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { InteractionView } from '#shared/protocol/view/customer.ts'
import { OutcomeLine } from './outcome-line.tsx'

type Props = { interaction: InteractionView; last: boolean; onCorrect: (interaction: InteractionView) => void }

/** One contact with its whole notes and its outcome, unsent ones of this desk included. */
export function TimelineEntry({ interaction, last, onCorrect }: Props) {
  const pending = useConsole((state) => state.pending)
  const notes = mergeNotes(interaction, pending)
  const outcome = mergeOutcome(interaction, pending)
  // the summary of a call often is its note: never the same text twice
  const repeated = notes.some((note) => note.text === interaction.summary)
  return (
    <InteractionRow interaction={repeated ? { ...interaction, summary: null } : interaction} last={last}>
      <InteractionNotes notes={notes} />
      {outcome && <OutcomeLine outcome={outcome} onCorrect={() => onCorrect(interaction)} />}
    </InteractionRow>
  )
}
