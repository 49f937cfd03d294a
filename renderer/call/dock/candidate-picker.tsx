import { UnstyledButton } from '@mantine/core'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import { useHotkeys } from 'react-hotkeys-hook'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { useDispatch } from '#renderer/state/console-context.tsx'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import styles from './candidate-picker.module.css'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9']

type Props = { interactionId: InteractionId; picture: RingPicture; disabled: boolean }

/** Several customers fit: the agent says who it is with one key, outside text fields. */
export function CandidatePicker({ interactionId, picture, disabled }: Props) {
  const { t } = useTranslation('call')
  const dispatch = useDispatch()
  const episode = useEpisode()
  const chosen = episode?.interactionId === interactionId ? episode.customerId : null
  const { match } = picture
  const candidates = match.kind === 'candidates' ? match.candidates : []
  const pick = (customerId: CustomerId) =>
    void dispatch.paperwork([{ type: 'interaction.link', interactionId, customerId }])
  useHotkeys(
    digits,
    (event) => {
      const candidate = candidates[Number(event.key) - 1]
      if (candidate !== undefined) pick(candidate.customer.customerId)
    },
    {
      enabled: !disabled && candidates.length > 0,
      ignoreEventWhen: (event) => event.isComposing || event.defaultPrevented,
    },
    [candidates, disabled],
  )
  if (match.kind !== 'candidates') return null
  return (
    <div className={styles.picker}>
      <p className="small">
        <b>{t(match.shared ? 'ring.shared' : 'ring.hint', { count: candidates.length })}</b> {t('ring.pick')}
      </p>
      <ul className={styles.list}>
        {candidates.map(({ customer, reason }, index) => (
          <li key={customer.customerId}>
            <UnstyledButton
              className={styles.candidate}
              disabled={disabled}
              aria-pressed={customer.customerId === chosen}
              aria-keyshortcuts={digits[index]}
              onClick={() => pick(customer.customerId)}
            >
              <KeyCap keys={digits[index] ?? ''} />
              <span className={styles.text}>
                <b className="truncate">{customer.name}</b>
                <span className="small muted truncate">
                  {joinParts(customer.company, customer.city, t(`match.${reason}`))}
                </span>
              </span>
              {customer.customerId === chosen && <IconCheck size={16} aria-hidden="true" />}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
