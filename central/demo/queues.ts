import { label } from '#central/catalog/label.ts'
import type { RoutingTables } from '#central/db/schema/routing.ts'

type QueueRow = RoutingTables['queue']

const common = {
  wrap_up_ms: 60_000,
  wrap_up_extension_ms: 30_000,
  wrap_up_extensions: 3,
  disposition_required: 1,
  offer_ms: 20_000,
  max_wait_ms: null,
  treatment: 'keep_waiting' as const,
  treatment_message: null,
  short_abandon_ms: 5_000,
  service_level_percent: 80,
  service_level_ms: 20_000,
  record_calls: 0,
  announce_recording: 0,
  record_days: null,
  disabled: 0,
  dial_prefixes: null,
  dial_from_minute: null,
  dial_until_minute: null,
}

export const demoQueues: readonly QueueRow[] = [
  {
    ...common,
    id: 'gold',
    name: JSON.stringify(label('Gold support', '金卡服务', '金卡服務')),
    service_level_percent: 90,
    record_calls: 1,
    record_days: 90,
    script_id: 'gold-support',
  },
  {
    ...common,
    id: 'billing',
    name: JSON.stringify(label('Billing', '账务', '帳務')),
    max_wait_ms: 90_000,
    treatment: 'voicemail',
    treatment_message: JSON.stringify(
      label(
        'All our colleagues are still in calls. Please leave your name and what it is about after the tone.',
        '所有同事仍在通话中。请在提示音后留下您的姓名和来电事由。',
        '所有同仁仍在通話中。請在提示音後留下您的姓名與來電事由。',
      ),
    ),
    script_id: 'billing',
  },
  {
    ...common,
    id: 'mandarin',
    name: JSON.stringify(label('Mandarin line', '普通话专线', '國語專線')),
    script_id: 'mandarin-line',
  },
]

/** Which number reaches which queue. */
export const demoQueueNumbers = {
  gold: '+31107942200',
  goldChina: '+864008812345',
  billing: '+442045771200',
  mandarin: '+862161234500',
} as const

export const demoNumbers: readonly RoutingTables['queue_number'][] = [
  { number: demoQueueNumbers.gold, queue_id: 'gold' },
  { number: demoQueueNumbers.goldChina, queue_id: 'gold' },
  { number: demoQueueNumbers.billing, queue_id: 'billing' },
  { number: demoQueueNumbers.mandarin, queue_id: 'mandarin' },
]
