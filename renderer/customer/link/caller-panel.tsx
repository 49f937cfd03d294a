import { Button } from '@mantine/core'
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PhoneText } from '#renderer/common/phone-text.tsx'
import type { InteractionId } from '#shared/protocol/ids.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import styles from './caller-panel.module.css'
import { CandidateList } from './candidate-list.tsx'
import { useLinkCall } from './use-link-call.ts'

const Relink = lazy(async () => ({ default: (await import('./relink.tsx')).Relink }))
const CreateCustomer = lazy(async () => ({
  default: (await import('#renderer/customer/edit/create-customer.tsx')).CreateCustomer,
}))

/** What is known of a caller, while it rings or later. */
export type CallerPicture = Pick<RingPicture, 'callerNumber' | 'match'>
type Props = {
  interactionId: InteractionId
  picture: CallerPicture | null
  /** the call is over: it was left for later, and later is now */
  past?: boolean
}
type Situation = 'shared' | 'hint' | 'unknown' | 'withheld'

/** Nobody is certain yet: candidates with their reason, create, find, or leave it for later. */
export function CallerPanel({ interactionId, picture, past = false }: Props) {
  const { t } = useTranslation('customer')
  const link = useLinkCall(interactionId)
  const [open, setOpen] = useState<'find' | 'create' | null>(null)
  const situation = readSituation(picture)
  const number = picture?.callerNumber ?? null
  const match = picture?.match
  return (
    <section className={styles.panel} aria-label={t(`candidates.${situation}Title`)}>
      <div>
        <h1>{t(`candidates.${situation}Title`)}</h1>
        {number !== null && (
          <p className="num">
            <PhoneText number={number} />
          </p>
        )}
        <p className="muted">{t(explanations[situation])}</p>
      </div>
      {match?.kind === 'candidates' && (
        <CandidateList candidates={match.candidates} onPick={(customer) => void link(customer)} />
      )}
      <div className={styles.buttons}>
        <Button
          variant="default"
          leftSection={<IconSearch size={15} aria-hidden="true" />}
          onClick={() => setOpen('find')}
        >
          {t('candidates.find')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconUserPlus size={15} aria-hidden="true" />}
          onClick={() => setOpen('create')}
        >
          {t('candidates.create')}
        </Button>
      </div>
      {!past && (
        <p className="muted small">
          <IconClock size={13} aria-hidden="true" style={{ verticalAlign: '-2px' }} /> {t('candidates.laterHint')}
        </p>
      )}
      <Suspense fallback={null}>
        {open === 'find' && <Relink interactionId={interactionId} canUnlink={false} onClose={() => setOpen(null)} />}
        {open === 'create' && (
          <CreateCustomer
            interactionId={interactionId}
            number={number}
            onClose={() => setOpen(null)}
            onCreated={() => setOpen(null)}
          />
        )}
      </Suspense>
    </section>
  )
}

const explanations = {
  shared: 'candidates.sharedExplain',
  hint: 'candidates.hintExplain',
  unknown: 'candidates.unknownExplain',
  withheld: 'candidates.unknownExplain',
} as const satisfies Record<Situation, string>

function readSituation(picture: CallerPicture | null): Situation {
  if (picture?.match.kind === 'candidates') return picture.match.shared ? 'shared' : 'hint'
  return picture?.match.kind === 'withheld' ? 'withheld' : 'unknown'
}
