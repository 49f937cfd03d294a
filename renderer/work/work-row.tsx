import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { isolateText } from '#renderer/common/isolate-text.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import styles from './work-row.module.css'

type Props = {
  tone: Tone
  icon: ReactNode
  /** what kind of work it is, for those who do not see the icon */
  kind?: string
  name: string
  detail: string
  aside: ReactNode
  current: boolean
  /** work that waits, not the conversation at hand */
  task?: boolean
  onOpen: () => void
}

/** One 52 px row: icon in its state's colour, name and time, one line of reason. */
export function WorkRow({ tone, icon, kind, name, detail, aside, current, task, onOpen }: Props) {
  return (
    <UnstyledButton
      className={styles.row}
      data-task={task || undefined}
      data-on={current || undefined}
      aria-current={current || undefined}
      onClick={onOpen}
      title={`${isolateText(name)} · ${detail}`}
    >
      <ToneIcon tone={tone}>{icon}</ToneIcon>
      <span className={styles.body}>
        <span className={styles.first}>
          <b className="truncate">
            {kind !== undefined && <span className="visually-hidden">{kind}: </span>}
            {name}
          </b>
          <span className={styles.aside}>{aside}</span>
        </span>
        <span className={`${styles.detail} truncate`}>{detail}</span>
      </span>
    </UnstyledButton>
  )
}
