import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'

/** Where this desk keeps its data, in words for "kept on …": a hosted desk's notes do not lie on the agent's computer. */
export function usePlace(): string {
  const { t } = useTranslation('common')
  const storage = useConsole((state) => state.shell.storage)
  return t(`place.${storage}`)
}
