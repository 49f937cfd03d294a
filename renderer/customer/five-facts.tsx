import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'
import styles from './five-facts.module.css'
import { StatusIcon } from './status-icons.tsx'
import { riskTone } from './tones.ts'

/** The five numbers an agent looks at before the first sentence. */
export function FiveFacts({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const none = t('facts.none')
  const risk = profile.churnRisk
  return (
    <section aria-label={t('facts.label')}>
      <dl className={styles.facts}>
        <Fact name={t('facts.lifetimeValue')}>
          {profile.lifetimeValue === null ? none : format.moneyRounded(profile.lifetimeValue)}
        </Fact>
        <Fact name={t('facts.openCases')}>{format.number(profile.openCases)}</Fact>
        <Fact name={t('facts.lastSatisfaction')}>
          {profile.lastSatisfaction === null ? none : `${profile.lastSatisfaction} / 5`}
        </Fact>
        <Fact name={t('facts.churnRisk')} tone={risk === null || risk === 'low' ? undefined : riskTone[risk]}>
          {risk !== null && risk !== 'low' && <StatusIcon tone={riskTone[risk]} />}
          {risk === null ? none : t(`risk.${risk}`)}
        </Fact>
        <Fact name={t('facts.since')}>{format.month(profile.since)}</Fact>
      </dl>
    </section>
  )
}

function Fact({ name, tone, children }: { name: string; tone?: Tone | undefined; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt title={name}>{name}</dt>
      <dd data-tone={tone}>{children}</dd>
    </div>
  )
}
