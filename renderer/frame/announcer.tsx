import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { waitsForNoCall } from '#renderer/state/selectors.ts'
import { useStateWords } from './use-state-words.ts'
import { useStoreWords } from './use-store-words.ts'

/** One polite region, there from the start: tells changes of the agent's state, of the connection and of the desk's store. */
export function Announcer() {
  const { t } = useTranslation('frame')
  const { nameState } = useStateWords()
  const state = useConsole((all) => all.projection.state)
  const held = useConsole((all) => all.projection.calls.some((entry) => entry.call.heldSince !== null))
  const noQueue = useConsole(waitsForNoCall)
  const link = useConsole((all) => all.link.kind)
  const storeWords = useStoreWords()
  const reach = useConsole((all) => all.reach.kind)
  const trouble =
    reach === 'lost'
      ? t('sync.lost')
      : link === 'fenced' || link === 'expired'
        ? t(`banner.${link}`)
        : link === 'offline'
          ? t('banner.canWork')
          : ''
  return (
    <div role="status" className="visually-hidden">
      {t('state.changed', { state: nameState(state, { held, noQueue }) })} {trouble} {storeWords}
    </div>
  )
}
