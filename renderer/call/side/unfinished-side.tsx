import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findMissing } from '#renderer/call/build-paperwork.ts'
import { OutcomeForm } from '#renderer/call/form/outcome-form.tsx'
import { TaskFooter } from '#renderer/call/form/task-footer.tsx'
import { useOutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { InteractionId, TaskId } from '#shared/protocol/ids.ts'
import { KnowledgeTab } from './knowledge-tab.tsx'
import { type SideTab, SideTabs } from './side-tabs.tsx'

/** The form of a wrap-up that ran out of time, with what was typed then. */
export function UnfinishedSide({ taskId, interactionId }: { taskId: TaskId; interactionId: InteractionId }) {
  const { t } = useTranslation('call')
  const form = useOutcomeForm(interactionId)
  const catalog = useConsole((state) => state.catalog)
  const [tab, setTab] = useState<SideTab>('notes')
  const [articleId, setArticleId] = useState<string | null>(null)
  const [failedSaves, setFailedSaves] = useState(0)
  const missing = catalog === null ? [] : findMissing(form.draft, catalog, true)
  const openArticle = (id: string) => {
    setArticleId(id)
    setTab('knowledge')
  }
  return (
    <>
      <SideTabs
        label={t('tabs')}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            value: 'notes',
            content: (
              <OutcomeForm form={form} missing={missing} failedSaves={failedSaves} onOpenArticle={openArticle} />
            ),
          },
          { value: 'knowledge', content: <KnowledgeTab reasonCode={form.draft.reasonCode} articleId={articleId} /> },
        ]}
      />
      <TaskFooter
        taskId={taskId}
        interactionId={interactionId}
        form={form}
        missing={missing}
        onIncomplete={() => setFailedSaves((count) => count + 1)}
      />
    </>
  )
}
