import type { Locale } from '#shared/protocol/scalars.ts'

/**
 * Every part that is fetched at its first use. Named here too, so that none is missing when the shell is away;
 * `fetch-rest.test.ts` fails when one is not.
 */
const parts: readonly (() => Promise<unknown>)[] = [
  () => import('libphonenumber-js/min'),
  () => import('@mantine/notifications'),
  () => import('./sign-in-again.tsx'),
  () => import('./store-banner.tsx'),
  () => import('./sign-out-dialog.tsx'),
  () => import('./shortcut-sheet.tsx'),
  () => import('./customers-route.tsx'),
  () => import('#renderer/call/dial/dial-field.tsx'),
  () => import('#renderer/call/form/reason-select.tsx'),
  () => import('#renderer/call/form/date-time-input.tsx'),
  () => import('#renderer/call/recording/card-data.tsx'),
  () => import('#renderer/call/supervise/supervisor-dock.tsx'),
  () => import('#renderer/call/consult/consult-dock.tsx'),
  () => import('#renderer/call/side/recent-calls.tsx'),
  () => import('#renderer/call/task-column.tsx'),
  () => import('#renderer/call/panel/transfer-panel.tsx'),
  () => import('#renderer/call/panel/keypad-panel.tsx'),
  () => import('#renderer/work/aside-work.tsx'),
  () => import('#renderer/floor/floor-page.tsx'),
  () => import('#renderer/customer/customer-record.tsx'),
  () => import('#renderer/customer/record-panels.tsx'),
  () => import('#renderer/customer/timeline/timeline-tab.tsx'),
  () => import('#renderer/customer/orders/orders-tab.tsx'),
  () => import('#renderer/customer/cases-tab.tsx'),
  () => import('#renderer/customer/opportunities-tab.tsx'),
  () => import('#renderer/customer/tasks/tasks-tab.tsx'),
  () => import('#renderer/customer/files-tab.tsx'),
  () => import('#renderer/customer/recording/recording-dialog.tsx'),
  () => import('#renderer/customer/link/relink.tsx'),
  () => import('#renderer/customer/link/past-call.tsx'),
  () => import('#renderer/customer/edit/create-customer.tsx'),
  () => import('#renderer/knowledge/knowledge-panel.tsx'),
  () => import('#renderer/knowledge/article-body.tsx'),
  () => import('./palette-with-actions.tsx'),
  () => import('#renderer/knowledge/article-dialog.tsx'),
  () => import('#renderer/settings/settings-page.tsx'),
  () => import('#renderer/softphone/phone-banner.tsx'),
  () => import('#renderer/unsent/unsent-page.tsx'),
  () => import('#renderer/login/login-page.tsx'),
  () => import('#renderer/login/ready-check.tsx'),
]

/** The dictionary of Chinese sounds is large, and only who reads Chinese asks for it. */
const chineseParts: typeof parts = [() => import('pinyin-pro')]

/** One after the other, so that a ring meanwhile has the line to itself. Rejects with the first that does not come. */
export async function fetchRest(language: Locale): Promise<void> {
  for (const fetch of language === 'en' ? parts : [...parts, ...chineseParts]) await fetch()
}
