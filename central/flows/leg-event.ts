import type { LineEvent } from '#central/telephony/adapter.ts'

/** What a provider tells about one leg. */
export type LegEvent = Extract<LineEvent, { type: 'leg' | 'leg-ended' }>
