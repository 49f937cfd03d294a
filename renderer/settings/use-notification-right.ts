import { useState } from 'react'

export type NotificationRight = NotificationPermission | 'unsupported'

/** Whether the system lets this console show notifications, and the way to ask for it. */
export function useNotificationRight(): { right: NotificationRight; ask: () => void; look: () => void } {
  const [right, setRight] = useState<NotificationRight>(readRight)
  return {
    right,
    ask: () => {
      if (readRight() !== 'unsupported') void Notification.requestPermission().then(setRight)
    },
    look: () => setRight(readRight()),
  }
}

function readRight(): NotificationRight {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission
}
