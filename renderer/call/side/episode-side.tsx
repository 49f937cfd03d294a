import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findMissing } from '#renderer/call/build-paperwork.ts'
import { Footer } from '#renderer/call/form/footer.tsx'
import { OutcomeForm } from '#renderer/call/form/outcome-form.tsx'
import { useMissingText } from '#renderer/call/form/use-missing-text.ts'
import { WrapUpFooter } from '#renderer/call/form/wrap-up-footer.tsx'
import { useOutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { Episode } from '#renderer/state/selectors.ts'
import { useShortcut } from '#renderer/state/use-shortcut.ts'
import { findActiveCall } from '#shared/domain/desk/selectors.ts'
import type { WrapUpFacts } from '#shared/protocol/call.ts'
import { KnowledgeTab } from './knowledge-tab.tsx'
import { ScriptPanel } from './script-panel.tsx'
import { ScrollPanel } from './scroll-panel.tsx'
import { type SideTab, SideTabs } from './side-tabs.tsx'
import { Stage } from './stage.tsx'

type Props = {
  episode: Episode
  phase: 'ringing' | 'live' | 'wrap_up'
  wrapUp: WrapUpFacts | null
  /** the directory or the keypad of a live call */
  panel?: ReactNode
}

/** Notes & outcome, script and knowledge of one conversation, from the ring to the end of wrap-up. */
export function EpisodeSide({ episode, phase, wrapUp, panel = null }: Props) {
  const { t } = useTranslation('call')
  const form = useOutcomeForm(episode.interactionId)
  const catalog = useConsole((state) => state.catalog)
  const queue = catalog?.queues.find((one) => one.queueId === episode.queueId)
  const [tab, setTab] = useState<SideTab>(phase === 'ringing' ? 'script' : 'notes')
  const [articleId, setArticleId] = useState<string | null>(null)
  const [failedSaves, setFailedSaves] = useState(0)
  const tellMissing = useMissingText()
  useTabForPhase(phase, setTab)
  const startInNotes = useStartInNotes(phase)
  useShortcut('script', () => setTab('script'))
  useShortcut('knowledge', () => setTab('knowledge'))
  useShortcut('notes', () => setTab('notes'), tab !== 'notes')
  useShortcut('outcome', () => setTab('notes'), tab !== 'notes')
  // who only hears the call has no wrap-up of it: nothing is asked of them
  const supervises = useConsole(({ projection }) => findActiveCall(projection)?.call.part === 'supervisor')
  const needed = !supervises && (wrapUp?.dispositionRequired ?? queue?.dispositionRequired ?? false)
  const missing = catalog === null ? [] : findMissing(form.draft, catalog, needed)
  const openArticle = (id: string) => {
    setArticleId(id)
    setTab('knowledge')
  }
  const incomplete = () => {
    setFailedSaves((count) => count + 1)
    setTab('notes')
  }
  const notes = (
    <OutcomeForm
      form={form}
      missing={missing}
      failedSaves={failedSaves}
      startInNotes={startInNotes}
      onOpenArticle={openArticle}
    />
  )
  const script = (
    <ScrollPanel>
      <ScriptPanel episode={episode} />
    </ScrollPanel>
  )
  const knowledge = <KnowledgeTab reasonCode={form.draft.reasonCode} articleId={articleId} />
  const after = queue === undefined ? '' : t('wrap.after', { count: Math.round(queue.wrapUpMs / 1000) })
  return (
    <Stage panel={panel}>
      <SideTabs
        label={t('tabs')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'notes', content: notes },
          { value: 'script', content: script },
          { value: 'knowledge', content: knowledge },
        ]}
      />
      {phase === 'live' && !supervises && (
        <Footer hint={[after, tellMissing(missing)].filter((part) => part !== '').join(' · ')} />
      )}
      {wrapUp !== null && <WrapUpFooter wrapUp={wrapUp} form={form} missing={missing} onIncomplete={incomplete} />}
    </Stage>
  )
}

/** The greeting while it rings, the notes once the call is answered and when it has ended. */
function useTabForPhase(phase: Props['phase'], setTab: (tab: SideTab) => void): void {
  useEffect(() => {
    setTab(phase === 'ringing' ? 'script' : 'notes')
  }, [phase, setTab])
}

/** True from the answer on, when the agent has asked for it. A console opened during a call leaves the focus alone. */
function useStartInNotes(phase: Props['phase']): boolean {
  const wanted = useConsole((state) => state.preferences.focusNotesAfterAnswer)
  const [firstPhase] = useState(phase)
  return wanted && firstPhase === 'ringing' && phase === 'live'
}
