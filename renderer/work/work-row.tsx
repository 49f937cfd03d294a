import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Tone } from '#renderer/ui/tone.ts'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import styles from './work-row.module.css'

type Props = {
  tone: Tone
  icon: ReactNode
  name: string
  detail: string
  aside: ReactNode
  current: boolean
  onOpen: () => void
}

/** One 52 px row: icon in its state's colour, name and time, one line of reason. */
export function WorkRow({ tone, icon, name, detail, aside, current, onOpen }: Props) {
  return (
    <UnstyledButton
      className={styles.row}
      data-on={current || undefined}
      aria-current={current || undefined}
      onClick={onOpen}
      title={`${name} · ${detail}`}
    >
      <ToneIcon tone={tone}>{icon}</ToneIcon>
      <span className={styles.body}>
        <span className={styles.first}>
          <b className="truncate">{name}</b>
          <span className={styles.aside}>{aside}</span>
        </span>
        <span className={`${styles.detail} truncate`}>{detail}</span>
      </span>
    </UnstyledButton>
  )
}
