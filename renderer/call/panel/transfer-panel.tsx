import { TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactStates } from '#renderer/call/contacts/contact-states.tsx'
import { useVerdict } from '#renderer/call/dial/use-verdict.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { isConfirmed } from '#renderer/state/use-live.ts'
import type { CallFacts } from '#shared/protocol/call.ts'
import { DirectoryStates } from './directory-states.tsx'
import { PanelFrame } from './panel-frame.tsx'
import { TargetActions } from './target-actions.tsx'
import { TargetList } from './target-list.tsx'
import styles from './transfer-panel.module.css'
import { useChoice } from './use-choice.ts'
import { readTransferTarget, useHandOver } from './use-hand-over.ts'
import { usePatientPress } from './use-patient-press.ts'
import { useTargets } from './use-targets.ts'

type Props = { call: CallFacts; mode: 'transfer' | 'consult'; onClose: () => void }

/**
 * Whom the call goes to, or who is asked. Enter asks first; only a key of its own or its button sends the caller away.
 * A click on a line chooses it and does nothing else.
 */
export function TransferPanel({ call, mode, onClose }: Props) {
  const { t } = useTranslation('call')
  const listId = useId()
  const dispatch = useDispatch()
  const confirmed = useConsole(isConfirmed)
  const [typed, setTyped] = useState('')
  const { query, search, number, targets, settled } = useTargets(typed, mode === 'transfer')
  const handOver = useHandOver(call.callId, onClose)
  // until the favourites are there the first line is not the first yet
  const { line: target, choose, move, forget } = useChoice(targets, settled)
  const verdict = useVerdict({
    number: target?.kind === 'number' ? target.number : '',
    ...{ queueId: null, customerId: null, callId: call.callId },
  })
  const pressPatiently = usePatientPress(target?.id ?? null, verdict)
  const mark = () => {
    if (target === undefined) return
    const marked = !target.marked
    void dispatch.paperwork([{ type: 'favourite.set', target: readTransferTarget(target), marked }])
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (isMarkKey(event)) mark()
    else if (event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat) {
      if (target !== undefined && confirmed) {
        if (!event.shiftKey) pressPatiently(() => handOver.ask(target))
        else if (mode === 'transfer') pressPatiently(() => handOver.send(target))
      }
    } else return
    event.preventDefault()
  }
  return (
    <PanelFrame title={t(mode === 'transfer' ? 'transfer.title' : 'transfer.titleConsult')} onClose={onClose}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t(mode === 'transfer' ? 'transfer.search' : 'transfer.searchConsult')}
        aria-expanded={targets.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={target === undefined ? undefined : `${listId}-${target.id}`}
        placeholder={t(mode === 'transfer' ? 'transfer.search' : 'transfer.searchConsult')}
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          forget()
        }}
        onKeyDown={press}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keys that are not the field's */}
      <div className={styles.body} tabIndex={0}>
        <TargetList id={listId} targets={confirmed ? targets : []} chosen={target?.id ?? null} onChoose={choose} />
        <DirectoryStates
          query={query}
          confirmed={confirmed}
          number={number}
          typed={typed}
          complete={search.kind === 'idle' || search.kind === 'found'}
          count={targets.length}
        />
        {confirmed && <ContactStates search={search} />}
      </div>
      {confirmed && target !== undefined && (
        <TargetActions
          target={target}
          verdict={verdict}
          busy={handOver.busy}
          onMark={mark}
          onAsk={() => handOver.ask(target)}
          {...(mode === 'transfer' && { onSend: () => handOver.send(target) })}
        />
      )}
    </PanelFrame>
  )
}

/** Ctrl D, as browsers mark a page. Held down it is one press. */
function isMarkKey({ key, ctrlKey, altKey, metaKey, shiftKey, repeat }: KeyboardEvent): boolean {
  return ctrlKey && !altKey && !metaKey && !shiftKey && !repeat && key.toLowerCase() === 'd'
}
