import { notifications } from '@mantine/notifications'

/** Short messages at the edge of the screen; what needs an answer is never told this way. */
export const tell = {
  ok: (message: string) => notifications.show({ message, color: 'good', autoClose: 4000 }),
  bad: (message: string) => notifications.show({ message, color: 'danger', autoClose: 8000 }),
}
