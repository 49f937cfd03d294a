import { Button, type ButtonProps } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { isolateText } from '#renderer/common/isolate-text.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import styles from './aside-list.module.css'

/** What waits for anybody of a queue, above one's own work. */
export function AsideList({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className={styles.list} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul>{children}</ul>
    </section>
  )
}

type RowProps = {
  tone: Tone
  icon: ReactNode
  name: string
  detail: string
  aside: ReactNode
  /** the one button of the row; the name is said with it */
  action: ButtonProps & { label: string; keys?: string | undefined; onClick: () => void }
}

/** One of them: who, since when, where, and the button that makes it this person's. */
export function AsideRow({ tone, icon, name, detail, aside, action: { label, keys, ...action } }: RowProps) {
  return (
    <li className={styles.row} title={`${isolateText(name)} · ${detail}`}>
      <ToneIcon tone={tone}>{icon}</ToneIcon>
      <span className={styles.body}>
        <span className={styles.first}>
          <b className="truncate">{name}</b>
          <span className={styles.aside} data-tone={tone}>
            {aside}
          </span>
        </span>
        <span className={`${styles.detail} truncate`}>{detail}</span>
      </span>
      <Button className={styles.act} size="compact-sm" variant="default" aria-keyshortcuts={keys} {...action}>
        {label}
        <span className="visually-hidden"> {name}</span>
      </Button>
    </li>
  )
}
