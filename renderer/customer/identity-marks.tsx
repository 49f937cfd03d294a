import IconLanguage from '@tabler/icons-react/dist/esm/icons/IconLanguage.mjs'
import IconMapPin from '@tabler/icons-react/dist/esm/icons/IconMapPin.mjs'
import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallButton } from '#renderer/call/dial/call-button.tsx'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { Tone } from '#renderer/ui/tone.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'
import type { MatchReason } from '#shared/protocol/view/ring.ts'
import styles from './identity-header.module.css'
import { isTimeZone } from './time-zone.ts'

type Props = { profile: CustomerProfile; matched: MatchReason | null }

/** Number, place and their local time, language, consent: the small line under the name. */
export function IdentityMarks({ profile, matched }: Props) {
  const { t } = useTranslation('customer')
  const phone = profile.phones.find((one) => one.primary) ?? profile.phones[0]
  const formatPhone = usePhoneFormat()
  const others = profile.phones.length - 1
  return (
    <div className={styles.line3}>
      <Mark icon={<IconPhone size={14} aria-hidden="true" />}>
        <span className="num">{phone ? formatPhone(phone.e164) : t('header.noPhone')}</span>
        {others > 0 && <span title={profile.phones.map((one) => formatPhone(one.e164)).join('\n')}>+{others}</span>}
      </Mark>
      {phone !== undefined && <CallButton look="icon" number={phone.e164} customerId={profile.customerId} />}
      <Place profile={profile} />
      <Mark icon={<IconLanguage size={14} aria-hidden="true" />}>{nameLanguage(profile.language, t)}</Mark>
      {matched !== null && (
        <Mark tone={matched.startsWith('last') ? 'wrap' : 'ok'} icon={<IconShieldCheck size={14} aria-hidden="true" />}>
          {t(`match.${matched}`)}
        </Mark>
      )}
      {profile.recordingConsent === true && (
        <Mark tone="ok" icon={<IconMicrophone size={14} aria-hidden="true" />}>
          {t('header.recordingYes')}
        </Mark>
      )}
      {profile.recordingConsent === false && (
        <Mark tone="wrap" icon={<IconMicrophoneOff size={14} aria-hidden="true" />}>
          {t('header.recordingNo')}
        </Mark>
      )}
      {profile.doNotCall && (
        <Mark tone="bad" icon={<IconPhoneOff size={14} aria-hidden="true" />}>
          {t('header.doNotCall')}
        </Mark>
      )}
    </div>
  )
}

function Mark({ tone, icon, children }: { tone?: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.mark} data-tone={tone}>
      {icon}
      {children}
    </span>
  )
}

function Place({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const time =
    profile.timeZone !== null && isTimeZone(profile.timeZone)
      ? t('header.localTime', { time: format.time(now, profile.timeZone) })
      : null
  const parts = [profile.address?.city, time].filter((part) => part != null && part !== '')
  if (parts.length === 0) return null
  return <Mark icon={<IconMapPin size={14} aria-hidden="true" />}>{parts.join(' · ')}</Mark>
}

/** Our three languages by our own names, any other as the record has it. */
function nameLanguage(language: string, t: TFunction<'customer'>): string {
  const known = Locale.safeParse(language)
  return known.success ? t(`language.${known.data}`) : language
}
