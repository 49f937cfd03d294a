import { createStore } from 'zustand/vanilla'

type Tone = { color: string; autoClose: number }

/** True once something is told: the toasts' own code comes with the first of them. */
export const toastsWanted = createStore<boolean>(() => false)

/** Short messages at the edge of the screen; what needs an answer is never told this way. */
export const tell = {
  ok: (message: string) => void show(message, { color: 'good', autoClose: 4000 }),
  bad: (message: string) => void show(message, { color: 'danger', autoClose: 8000 }),
}

async function show(message: string, tone: Tone): Promise<void> {
  toastsWanted.setState(true, true)
  const { notifications } = await import('@mantine/notifications')
  // it goes by itself: a close button would be one more nameless stop for the keyboard
  notifications.show({ message, withCloseButton: false, ...tone })
}
