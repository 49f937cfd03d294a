import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'

/** The system's own notification while the window is not in front. In the desktop app the shell shows it instead. */
export function useRingNotification(name: string, queue: string): void {
  const { t } = useTranslation('ring')
  const on = useConsole((state) => state.preferences.ringNotification)
  const inBrowser = useConsole((state) => state.shell.kind === 'browser')
  const title = t('notification')
  const body = t('body', { name, queue })
  useEffect(() => {
    const allowed = on && inBrowser && 'Notification' in window && Notification.permission === 'granted'
    if (!allowed || document.hasFocus()) return
    const shown = new Notification(title, { body, tag: 'ringdesk-ring', icon: './favicon.svg' })
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
    })
    return () => shown.close()
  }, [on, inBrowser, title, body])
}
