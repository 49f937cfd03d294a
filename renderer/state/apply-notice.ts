import { applyEvent } from '#shared/domain/desk/apply-event.ts'
import type { DeskNotice, Draft } from '#shared/protocol/desk-port.ts'
import type { DeskEvent } from '#shared/protocol/event/event.ts'
import type { ConsoleState } from './console-state.ts'
import { readPreferences } from './preferences.ts'
import { readHandOver } from './read-hand-over.ts'
import { readPendingLink } from './selectors.ts'

/** The console's state after one notice from the desk. Pure; what is no state (shell actions) changes nothing. */
export function applyNotice(state: ConsoleState, notice: DeskNotice): ConsoleState {
  switch (notice.kind) {
    case 'event':
      return {
        ...state,
        projection: applyEvent(state.projection, notice.delivered),
        lastWorked: readLastWorked(state, notice.delivered.event) ?? state.lastWorked,
        ...readHandOver(notice.delivered.event),
      }
    case 'projection':
      return { ...state, projection: notice.projection }
    case 'link':
      return { ...state, link: notice.link, clockOffsetMs: notice.clockOffsetMs }
    case 'sync':
      return { ...state, sync: notice.sync, pending: notice.pending }
    case 'catalog':
      return { ...state, catalog: notice.catalog }
    case 'floor':
      return { ...state, floor: notice.floor }
    case 'draft':
      return { ...state, drafts: keepDraft(state.drafts, notice.draft) }
    case 'draft-dropped': {
      const { [notice.key]: _dropped, ...drafts } = state.drafts
      return { ...state, drafts }
    }
    case 'preferences':
      return { ...state, preferences: readPreferences(notice.preferences) }
    case 'number-link':
      return { ...state, numberLink: notice.number }
    case 'shell':
    case 'signed-out':
      return state
    default:
      return notice satisfies never
  }
}

/** The higher revision stands: a notice of an older one may overtake in two windows. */
function keepDraft(drafts: ConsoleState['drafts'], draft: Draft): ConsoleState['drafts'] {
  const known = drafts[draft.key]
  return known !== undefined && known.revision > draft.revision ? drafts : { ...drafts, [draft.key]: draft }
}

function readLastWorked(state: ConsoleState, event: DeskEvent): ConsoleState['lastWorked'] {
  if (event.type !== 'wrap-up.finished') return null
  const { wrapUpId, interactionId } = event
  const ended = state.projection.wrapUps.find((wrapUp) => wrapUp.facts.wrapUpId === wrapUpId)
  if (ended === undefined) return null
  const chosen = readPendingLink(state.pending, interactionId)
  return { interactionId, customerId: chosen === undefined ? ended.customerId : chosen }
}
