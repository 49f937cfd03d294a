import { maskTexts } from '#shared/domain/cards/mask-texts.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { type Desk, DeskCommand } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import { refuse } from '#shared/protocol/error.ts'
import type { DeskIdentity } from './desk-identity.ts'
import type { Inbox } from './link/inbox.ts'
import type { Link } from './link/link-ports.ts'
import type { PreviewContext } from './preview/pending.ts'
import type { AnswerKeeper } from './queries/keep-answers.ts'
import { queryDesk } from './queries/query-desk.ts'
import type { SiteFacts } from './site-facts.ts'
import { refuseStoreTrouble } from './store/file-errors.ts'
import { runLocal, type WriteTools, writePaperwork } from './write-paperwork.ts'

export interface ConsolePortParts {
  user: SignedInUser
  clock: Clock
  identity: DeskIdentity
  inbox: Inbox
  link: Link
  site: SiteFacts
  keeper: AnswerKeeper
  write: WriteTools
  preview(): PreviewContext
  isOpen(): boolean
}

/** What a console may ask of its desk. A closed desk refuses `store_unavailable`. */
export function createConsolePort(parts: ConsolePortParts): Omit<Desk, 'onNotice'> {
  const { user, clock, identity, inbox, link, site, keeper, write, preview, isOpen } = parts
  const { store, sync } = write
  const knowledge = () => ({ store, projection: inbox.projection(), catalog: site.catalog(), now: clock.now() })
  const pending = () => store.outbox.listBodies()
  /** the answer may come after the desk was closed: then its store is closed too */
  const ask: Link['query'] = async (name, params) => {
    const answer = await link.query(name, params)
    return isOpen() ? answer : refuse('store_unavailable')
  }
  return {
    async snapshot() {
      return {
        user,
        deviceId: identity.deviceId(),
        projection: inbox.projection(),
        link: link.status(),
        ...sync.read(),
        catalog: site.catalog(),
        floor: site.floor(),
        drafts: store.drafts.list(),
        clockOffsetMs: link.clockOffsetMs(),
        preferences: store.preferences.read(),
      }
    },
    async send(given) {
      if (!isOpen()) return refuse('store_unavailable')
      // whatever a console let through: no card number reaches this desk's disk
      const command = maskTexts(DeskCommand, given)
      if (command.kind === 'live') return link.live(command.command)
      if (command.kind === 'paperwork') return writePaperwork(write, command.bodies, command.dropDraft)
      return runLocal(write, command.command)
    },
    async query(name, params) {
      if (!isOpen()) return refuse('store_unavailable')
      return queryDesk({ clock, ask, knowledge, pending, preview, keeper }, name, params).catch(refuseStoreTrouble)
    },
  }
}
