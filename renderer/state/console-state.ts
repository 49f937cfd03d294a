import type { DeskReach } from '#renderer/backend/backend.ts'
import type { ConsultParty } from '#shared/protocol/call.ts'
import type { DeskSnapshot, Draft, ShellInfo } from '#shared/protocol/desk-port.ts'
import type { CallId, CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import { type Preferences, readPreferences } from './preferences.ts'
import { readAsked } from './read-hand-over.ts'

/** What the console knows of its desk: pushed or ephemeral things only. What is fetched by key lives in queries. */
export type ConsoleState = Omit<DeskSnapshot, 'drafts' | 'preferences'> & {
  shell: ShellInfo
  reach: DeskReach
  drafts: Readonly<Record<string, Draft>>
  preferences: Preferences
  /** the conversation whose wrap-up ended last: its customer stays on screen until the next */
  lastWorked: { interactionId: InteractionId; customerId: CustomerId | null } | null
  /** a number from a tel: link, waiting to be looked at */
  numberLink: string | null
  /** what is open over the tabs of this one call; of another call it is closed */
  callPanel: { callId: CallId; kind: CallPanelKind } | null
  /** the number this console had dialled for a call, and whose it is as far as is known: events tell only its end */
  dialled: { callId: CallId; number: string; names: readonly string[] } | null
  /** the call on which this agent takes card data, and since when they ask to */
  cardData: { callId: CallId; askedAt: number } | null
  /** who was asked about a call last: the end of a consult does not say whose it was */
  asked: { callId: CallId; party: ConsultParty } | null
}

export type CallPanelKind = 'transfer' | 'consult' | 'keypad'

/** The console's state from the desk's snapshot. */
export function fromSnapshot(snapshot: DeskSnapshot, shell: ShellInfo): ConsoleState {
  const { drafts, preferences, ...rest } = snapshot
  return {
    ...rest,
    shell,
    reach: { kind: 'reached' },
    drafts: Object.fromEntries(drafts.map((draft) => [draft.key, draft])),
    preferences: readPreferences(preferences),
    lastWorked: null,
    numberLink: null,
    callPanel: null,
    cardData: null,
    dialled: null,
    asked: readAsked(snapshot.projection),
  }
}
