import type { Clock } from '#shared/domain/clock.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Desk, DeskNotice, LinkStatus } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import { accept, type Outcome } from '#shared/protocol/error.ts'
import { createSealedKeys } from './central-http.ts'
import { createConsolePort } from './console-port.ts'
import { depositKey } from './deposit-key.ts'
import { openIdentity } from './desk-identity.ts'
import { openInbox } from './desk-inbox.ts'
import { createPositionKeeper } from './keep-position.ts'
import { leavePlace } from './leave-place.ts'
import type { OpenLine } from './link/line.ts'
import { createLink } from './link/link.ts'
import type { LinkPorts } from './link/link-ports.ts'
import { createPusher } from './link/push-outbox.ts'
import { createSocketLines } from './link/socket-line.ts'
import type { Log } from './log.ts'
import { prefetchCards } from './prefetch-cards.ts'
import type { PreviewContext } from './preview/pending.ts'
import { createPushBooks } from './push-books.ts'
import { createAnswerKeeper } from './queries/keep-answers.ts'
import { rebuildNewCards } from './rebuild-new-cards.ts'
import { signOut } from './sign-in.ts'
import { openSiteFacts } from './site-facts.ts'
import type { RepairStore } from './store/open-sound-store.ts'
import { openStoreFolder } from './store/store-folder.ts'
import { type SealedKeys, type StoreKeys, type UnlockedStore, unlockStore } from './store/store-keys.ts'
import { createSyncState } from './sync-state.ts'

/** A clock that moved less than this is not worth a message. */
const OFFSET_STEP_MS = 200

export interface DeskOptions {
  dataDir: string
  storeKeys: StoreKeys
  centralUrl: string
  token: string
  user: SignedInUser
  clock: Clock
  random: Random
  log: Log
  /** true after a log-in: this desk takes the agent's place; false when a shell merely restarts */
  takeOver: boolean
  /** central ended the session: a shell that serves others' machines shows nothing of this desk any more */
  onRevoked?: () => void
  /** how to reach central; a socket unless a test brings its own */
  openLine?: OpenLine
  sealedKeys?: SealedKeys
  /** a shell that serves many repairs a damaged store beside their work */
  repair?: RepairStore
}

/** One agent's desk: the port for consoles, and its life for the shell. */
export interface OpenDesk extends Desk {
  user: SignedInUser
  linkStatus(): LinkStatus
  /** commands that central has not confirmed, refused ones not counted */
  countUnsent(): number
  /** after a new log-in of the same user */
  renew(token: string): void
  /** ends the session at central too; unsent work stays in the store */
  signOut(): Promise<void>
  stop(): Promise<void>
}

/**
 * Opens the user's store and starts the link. Works while central is away: paperwork and reading from the cache.
 * Refusals: `store_in_use`, `store_locked`, and what a disk refuses with.
 */
export async function openDesk(options: DeskOptions): Promise<Outcome<OpenDesk>> {
  const { clock, random, user } = options
  const session = { token: options.token }
  const newId = createIdSource(clock, random)
  const sealed = options.sealedKeys ?? createSealedKeys(options.centralUrl, () => session.token)
  const folder = openStoreFolder(options.dataDir, user.userId)
  if (!folder.ok) return folder
  const unlocked = await unlockStore(folder.value, options.storeKeys, sealed, {
    ...{ random, newId, now: clock.now },
    ...(options.repair && { repair: options.repair }),
  })
  if (!unlocked.ok) return unlocked
  return accept(runDesk(options, { unlocked: unlocked.value, sealed, session, newId }))
}

type DeskParts = { unlocked: UnlockedStore; sealed: SealedKeys; session: { token: string }; newId: () => string }

/** The desk over a store that is open already. */
export function runDesk(
  options: Omit<DeskOptions, 'dataDir' | 'storeKeys' | 'repair'>,
  { unlocked, sealed, session, newId }: DeskParts,
): OpenDesk {
  const { clock, random, log, user } = options
  const { store, setAside } = unlocked
  const listeners = new Set<(notice: DeskNotice) => void>()
  let open = true
  let toldOffset = 0

  const isOpen = () => open
  const now = () => clock.now()
  const tell = (notice: DeskNotice) => {
    for (const listener of listeners) listener(notice)
  }

  if (setAside !== null) log.warn({ userId: user.userId, setAside }, 'this store could not be used as it was')
  const reserve = unlocked.reserve ?? null
  const sync = createSyncState(store, { clock, reserve }, (state) => tell({ kind: 'sync', ...state }))
  const site = openSiteFacts(store, sync, tell)
  const identity = openIdentity(store, sync, newId)
  const keeper = createAnswerKeeper(store, clock, (write) => {
    if (open) sync.guard(write)
  })
  const position = createPositionKeeper(store, sync, {
    clock,
    sentAgain(commands) {
      log.warn({ userId: user.userId, commands }, 'central was set back: what it had acknowledged is pushed again')
      sync.changed()
      pusher.wake()
    },
  })
  const inbox = openInbox(store.projection.read(), position, keeper, { now, isOpen, tell })
  const preview = (): PreviewContext => ({ user, projection: inbox.projection(), region: site.region() })
  const clockOffsetMs = () => link.clockOffsetMs()
  const { backupHorizonMs } = site
  const books = createPushBooks(store, sync, { now, clockOffsetMs, preview, isOpen, backupHorizonMs })
  const pusher = createPusher(
    books,
    { clock, random },
    {
      failing: sync.failing,
      sessionOver: () => link.expire(),
      copied() {
        becomeNewDevice()
        link.reconnect()
      },
    },
  )

  function becomeNewDevice(): void {
    identity.becomeNewDevice()
    log.warn({ userId: user.userId }, 'this store is a copy of another desk: it goes on under a new device id')
  }

  const rebuildCards = () => sync.guard(() => rebuildNewCards(store, site.region()))
  if (setAside !== null) rebuildCards()
  unlocked.whenRepaired?.(({ file, lost }) => {
    identity.becomeNewDevice()
    rebuildCards()
    log.error({ userId: user.userId, setAside: file, lost }, 'the store was damaged and goes on as what could be read')
    // not in the middle of what found the damage
    queueMicrotask(() => {
      if (!open) return
      sync.changed()
      link.reconnect()
    })
  })

  const ports: LinkPorts = {
    hello: () => ({
      deviceId: identity.deviceId(),
      ...inbox.cursor(),
      highestN: identity.highestN(),
      catalogRevision: site.catalog()?.revision ?? null,
      lastLine: identity.lastLine(),
    }),
    horizon: site.keepBackupHorizon,
    fence: identity.fence,
    keepFence: identity.keepFence,
    keepLine: identity.keepLine,
    take: inbox.take,
    resume: inbox.resume,
    catalog: site.keepCatalog,
    floor: site.keepFloor,
    becomeNewDevice,
    attach: pusher.attach,
    detach: pusher.detach,
    status(status) {
      log.info({ userId: user.userId, link: status.kind }, 'link')
      tellLink()
      if (status.kind !== 'online') return
      runAside(depositKey(unlocked, sealed, { log, isOpen, guard: sync.guard }), 'leaving the store key')
      runAside(prefetchCards({ link, store, keeper, now, isOpen }, inbox.projection()), 'fetching customers of tasks')
    },
    revoked() {
      log.warn({ userId: user.userId }, 'central ended the session')
      options.onRevoked?.()
    },
    clockRead() {
      books.forgetOld()
      if (Math.abs(link.clockOffsetMs() - toldOffset) >= OFFSET_STEP_MS) tellLink()
    },
    newId,
  }
  const openLine = options.openLine ?? createSocketLines(options.centralUrl, clock)
  const link = createLink(openLine, options.token, { clock, random, takeOver: options.takeOver }, ports)

  function tellLink(): void {
    toldOffset = link.clockOffsetMs()
    tell({ kind: 'link', link: link.status(), clockOffsetMs: toldOffset })
  }

  function runAside(work: Promise<unknown>, what: string): void {
    work.catch((error: unknown) => log.error({ err: error, userId: user.userId, what }, 'desk work failed'))
  }

  function countUnsent(): number {
    const counted = open ? sync.guard(() => store.outbox.count().waiting) : null
    return counted?.ok ? counted.value : 0
  }

  async function stop(): Promise<void> {
    if (!open) return
    link.stop()
    keeper.flush()
    position.stop()
    sync.stop()
    open = false
    store.close()
  }

  const write = {
    ...{ store, sync, now, newId, tell, region: site.region, projection: inbox.projection },
    ...{ wake: pusher.wake, takeOver: () => link.takeOver() },
  }
  link.start()
  return {
    user,
    ...createConsolePort({ user, clock, identity, inbox, link, site, keeper, write, preview, isOpen }),
    onNotice(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    linkStatus: () => link.status(),
    countUnsent,
    renew(token) {
      session.token = token
      link.renew(token)
    },
    async signOut() {
      if (!open) return
      await leavePlace(link, clock, () => countUnsent() > 0)
      const ended = await signOut(options.centralUrl, session.token)
      if (!ended.ok) log.warn({ code: ended.refusal.code }, 'central did not hear of the log-out')
      tell({ kind: 'signed-out', reason: null })
      await stop()
    },
    stop,
  }
}
