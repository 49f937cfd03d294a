import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import IconWorld from '@tabler/icons-react/dist/esm/icons/IconWorld.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import styles from './dial-field.module.css'
import type { Verdict } from './read-verdict.ts'

/** Whose number it is and where, or why it may not be called. */
export function DialVerdict({ id, verdict }: { id?: string; verdict: Verdict }) {
  return (
    <p id={id} role="status" className={styles.verdict}>
      <Words verdict={verdict} />
    </p>
  )
}

function Words({ verdict }: { verdict: Verdict }) {
  const { t, i18n } = useTranslation('call')
  const format = useFormat()
  const say = useRefusalText()
  switch (verdict.kind) {
    case 'nothing':
      return null
    case 'looking':
      return <span className="muted">{t('dial.looking')}</span>
    case 'refused':
      return (
        <Word tone="bad" icon={<IconPhoneOff size={14} aria-hidden="true" />}>
          {say({ code: verdict.code })}
        </Word>
      )
    case 'help':
      return (
        <Word tone="wrap" icon={<IconAlertTriangle size={14} aria-hidden="true" />}>
          {t('dial.help')}
        </Word>
      )
    case 'known':
      return (
        <Word tone="ok" icon={<IconUser size={14} aria-hidden="true" />}>
          {format.either(verdict.names)}
        </Word>
      )
    case 'stranger':
      return (
        <Word tone="idle" icon={<IconWorld size={14} aria-hidden="true" />}>
          {t('dial.stranger', { country: nameCountry(verdict.country, i18n.language) ?? t('transfer.anyCountry') })}
        </Word>
      )
  }
}

function nameCountry(country: string | null, language: string): string | undefined {
  return country === null ? undefined : new Intl.DisplayNames(language, { type: 'region' }).of(country)
}

function Word({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span data-tone={tone} className={styles.word}>
      {icon}
      {children}
    </span>
  )
}
