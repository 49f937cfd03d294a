import { Modal } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMaskedText } from '#renderer/cards/use-masked-text.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './palette.module.css'
import { PaletteList } from './palette-list.tsx'
import { type PaletteTargets, usePaletteItems } from './use-palette-items.tsx'

type Props = PaletteTargets & { opened: boolean; onClose: () => void }

/** Everything by typing: actions, people, contacts, articles. The focus stays in the field, arrows choose. */
export function Palette({ opened, onClose, ...targets }: Props) {
  const { t } = useTranslation('palette')
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={600}
      yOffset={80}
      transitionProps={{ duration: 80 }}
      // not className on the content: Mantine would dress its full-screen frame with it too
      classNames={{ content: styles.content ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.35} blur={3} />
      <Modal.Content aria-label={t('open')}>
        {opened && <PaletteBody targets={targets} onClose={onClose} />}
      </Modal.Content>
    </Modal.Root>
  )
}

function PaletteBody({ targets, onClose }: { targets: PaletteTargets; onClose: () => void }) {
  const { t } = useTranslation('palette')
  const listId = useId()
  const [query, setQuery] = useState('')
  const [current, setCurrent] = useState(0)
  const masked = useMaskedText(query, (text) => {
    setQuery(text)
    setCurrent(0)
  })
  const { items, searching, failed } = usePaletteItems(query, targets)
  const active = Math.min(current, items.length - 1)
  const optionId = (index: number) => `${listId}-${index}`
  const run = (index: number) => {
    const item = items[index]
    if (!item) return
    onClose()
    item.run()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || items.length === 0) return
    if (event.key === 'ArrowDown') setCurrent((active + 1) % items.length)
    else if (event.key === 'ArrowUp') setCurrent((active - 1 + items.length) % items.length)
    else if (event.key === 'Enter') run(active)
    else return
    event.preventDefault()
  }
  const status = failed ? t('failed') : items.length > 0 ? '' : t(searching ? 'searching' : 'nothing')
  return (
    <>
      <div className={styles.search}>
        <IconSearch size={17} aria-hidden="true" />
        <input
          className={styles.input}
          role="combobox"
          aria-label={t('open')}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? optionId(active) : undefined}
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          data-autofocus
          value={query}
          {...masked}
          onKeyDown={press}
        />
      </div>
      <PaletteList id={listId} items={items} active={active} optionId={optionId} onRun={run} onPoint={setCurrent} />
      <p className={styles.status} role="status">
        {status}
      </p>
      <div className={styles.hints} aria-hidden="true">
        <span>
          <KeyCap keys="↑↓" /> {t('hint.move')}
        </span>
        <span>
          <KeyCap keys="↵" /> {t('hint.choose')}
        </span>
        <span>
          <KeyCap keys="Esc" /> {t('hint.close')}
        </span>
      </div>
    </>
  )
}
