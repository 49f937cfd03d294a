import { Button } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import styles from './state-block.module.css'

type Props = { text: string; code: string; retryLabel: string; onRetry: () => void }

/** What went wrong, a way to try again, and a code that can be selected and told to somebody. */
export function ErrorState({ text, code, retryLabel, onRetry }: Props) {
  return (
    <div className={styles.block} role="alert">
      <span className={styles.icon} data-tone="bad">
        <IconAlertTriangle size={20} aria-hidden="true" />
      </span>
      <p>{text}</p>
      <code className={styles.code}>{code}</code>
      <Button variant="default" onClick={onRetry}>
        {retryLabel}
      </Button>
    </div>
  )
}
