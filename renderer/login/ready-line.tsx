import type { Icon } from '@tabler/icons-react'
import IconAlertOctagon from '@tabler/icons-react/dist/esm/icons/IconAlertOctagon.mjs'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs'
import IconLoader from '@tabler/icons-react/dist/esm/icons/IconLoader.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '#renderer/ui/chip.tsx'
import type { Tone } from '#renderer/ui/tone.ts'
import styles from './ready-check.module.css'

export type Verdict = 'good' | 'warning' | 'bad' | 'checking' | 'untested'

const looks: Record<Verdict, { tone: Tone; icon: Icon }> = {
  good: { tone: 'ok', icon: IconCircleCheck },
  warning: { tone: 'wrap', icon: IconAlertTriangle },
  bad: { tone: 'bad', icon: IconAlertOctagon },
  checking: { tone: 'idle', icon: IconLoader },
  untested: { tone: 'idle', icon: IconCircleDashed },
}

type Props = { title: string; verdict: Verdict; text: string; fix?: ReactNode }

/** One thing that was checked: its verdict in icon and word, what it means, the button that fixes it. */
export function ReadyLine({ title, verdict, text, fix }: Props) {
  const { t } = useTranslation('login')
  const { tone, icon: Shape } = looks[verdict]
  return (
    <li className={styles.line}>
      <div className={styles.text}>
        <b>{title}</b>{' '}
        <Chip tone={tone} icon={<Shape size={12} aria-hidden="true" />}>
          {t(`ready.${verdict}`)}
        </Chip>
        <p className="muted">{text}</p>
      </div>
      {fix}
    </li>
  )
}
