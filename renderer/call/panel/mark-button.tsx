import { ActionIcon } from '@mantine/core'
import IconStar from '@tabler/icons-react/dist/esm/icons/IconStar.mjs'
import IconStarFilled from '@tabler/icons-react/dist/esm/icons/IconStarFilled.mjs'
import { useTranslation } from 'react-i18next'
import type { Target } from './list-targets.ts'

type Props = { target: Target; name: string; onMark: () => void }

/** The star of the chosen line: its words say what a press does. */
export function MarkButton({ target, name, onMark }: Props) {
  const { t } = useTranslation('call')
  const words = t(target.marked ? 'transfer.unmark' : 'transfer.mark')
  const Star = target.marked ? IconStarFilled : IconStar
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={`${words}: ${name}`}
      aria-keyshortcuts="Control+D"
      title={`${words} (Ctrl D)`}
      onClick={onMark}
    >
      <Star size={16} aria-hidden="true" />
    </ActionIcon>
  )
}
