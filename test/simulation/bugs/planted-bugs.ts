import { expireWrapUp } from '#central/flows/expire-wrap-up.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { runFlow } from '#central/flows/run-flow.ts'
import type { LinkFlows } from '#central/link/link-parts.ts'
import type { Store } from '#main/store/open-store.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import type { Resume } from '#shared/protocol/envelope.ts'
import { accept } from '#shared/protocol/error.ts'
import type { Bugs, World } from '#test/simulation/world/world.ts'

/**
 * Bugs that people really make, put in from outside: at the seams between the parts, on the wire, or as triggers in
 * the database. The product knows nothing of them. Each must be found, or the simulation proves nothing.
 */
export const plantedBugs: Record<string, () => Bugs> = {
  'acknowledge before commit': () => ({ flows: acknowledgeFirst }),
  'no deduplication': () => ({ flows: forgetWhatWasSeen }),
  'cursor off by one': () => ({
    frames: { hello: (hello) => (hello.cursor > 0 ? { ...hello, cursor: hello.cursor + 1 } : hello), up: skipOne },
  }),
  'lease never expires': () => ({
    plant: ({ centralDisk }) =>
      addTrigger(centralDisk.raw, 'update of lease_expires_at on main.agent', 'new.lease_expires_at < 9e14', [
        'update agent set lease_expires_at = 9e14 where user_id = new.user_id',
      ]),
  }),
  'publish before commit': publishFirst,
  'draft overwritten by an older one': () => ({ store: overwriteDrafts }),
  'fencing ignored': () => ({ flows: neverFence }),
  'wrap-up timer in memory': () => ({ plant: keepWrapUpsInMemory }),
  'conflict loser dropped': () => ({
    plant: ({ centralDisk }) =>
      addTrigger(centralDisk.raw, 'insert on main.conflict', '1', [
        `delete from customer_field_history where customer_id = new.customer_id and field = new.field
         and new_value = new.replaced_value`,
      ]),
  }),
  'resume skips the boundary': () => ({ frames: { down: skipBoundary } }),
}

type Raw = World['centralDisk']['raw']
let triggers = 0

function addTrigger(raw: Raw, when: string, condition: string, statements: readonly string[]): void {
  triggers += 1
  raw.exec(
    `create temp trigger planted_${triggers} after ${when} when ${condition} begin ${statements.join('; ')}; end`,
  )
}

/** The answer goes out while the transaction is still under way. */
function acknowledgeFirst(flows: LinkFlows, context: FlowContext): LinkFlows {
  return {
    ...flows,
    async applyPaperwork(batch) {
      // a full disk is what makes this a bug, and nobody hears of it; the log holds anything else against the plant
      flows.applyPaperwork(batch).catch((err: unknown) => context.log.error({ err }, 'acknowledged, not applied'))
      return batch.commands.map(({ commandId }): PaperworkAnswer => ({ commandId, result: 'applied' }))
    },
  }
}

/** What arrives again is applied again. */
function forgetWhatWasSeen(flows: LinkFlows, context: FlowContext): LinkFlows {
  return {
    ...flows,
    async applyPaperwork(batch) {
      const ids = batch.commands.map(({ commandId }) => commandId)
      await context.db.deleteFrom('applied_command').where('command_id', 'in', ids).execute()
      return flows.applyPaperwork(batch)
    },
  }
}

/** The desk asks from one event further on than it holds. */
function skipOne(name: string, frame: unknown): unknown {
  return name === 'resume'
    ? { ...(frame as { cursor: number }), cursor: (frame as { cursor: number }).cursor + 1 }
    : frame
}

/** Desks hear of events that are not yet on disk. */
function publishFirst(): Bugs {
  const box: { world?: World } = {}
  const seen = new Map<string, number>()
  return {
    plant: (world) => {
      box.world = world
    },
    hooks: {
      beforeCommit(raw) {
        const { world } = box
        const epoch = raw.prepare<[], { value: string }>(`select value from setting where key = 'epoch'`).get()?.value
        const users = raw.prepare<[], { user_id: string; seq: number }>('select user_id, seq from agent').all()
        for (const { user_id: userId, seq } of users) {
          const from = seen.get(userId) ?? 0
          if (seq <= from) continue
          seen.set(userId, seq)
          const events = raw
            .prepare<[string, number], { seq: number; at: number; body: string }>(
              'select seq, at, body from event_log where user_id = ? and seq > ? order by seq',
            )
            .all(userId, from)
            .map((row) => ({ seq: row.seq, at: row.at, event: JSON.parse(row.body) as unknown }))
          // without what travels beside it such an event shows at once
          if (events.some(({ event }) => needsAttachment.has((event as { type: string }).type))) continue
          world?.network.smuggle(userId, 'events', { epoch, events })
        }
      },
    },
  }
}

const needsAttachment = new Set([
  'call.offered',
  'call.answered',
  'wrap-up.started',
  'interaction.linked',
  'task.changed',
])

/** The last save wins, whatever its revision. */
function overwriteDrafts(store: Store): Store {
  const { drafts } = store
  return {
    ...store,
    drafts: {
      ...drafts,
      save(draft) {
        drafts.drop(draft.key)
        return drafts.save(draft)
      },
    },
  }
}

/** Every desk is given the same fence: an older one that comes back cannot be told from the newer. */
function neverFence(flows: LinkFlows, context: FlowContext): LinkFlows {
  return {
    ...flows,
    async signInDesk(desk) {
      await flows.signInDesk({ ...desk, unlessAfter: null })
      await context.db.updateTable('agent').set({ fence: 1 }).where('user_id', '=', desk.userId).execute()
      return accept({ fence: 1 })
    },
  }
}

/** The end of a wrap-up is a timer of the process, and dies with it. */
function keepWrapUpsInMemory(world: World): void {
  const { raw } = world.centralDisk
  raw.function('keep_in_memory', (subject, due) => {
    const { central } = world
    const { context } = central ?? {}
    if (!context) return 0
    context.clock.schedule(Number(due) - context.clock.now(), () => {
      runFlow(context, (flow) => expireWrapUp(flow, String(subject))).catch((err: unknown) =>
        context.log.error({ err }, 'a wrap-up kept in memory did not end'),
      )
    })
    return 0
  })
  addTrigger(raw, 'insert on main.timer', `new.kind = 'wrap-up'`, [
    'select keep_in_memory(new.subject_id, new.due_at)',
    'delete from timer where id = new.id',
  ])
}

/** What a desk missed begins one event too late. */
function skipBoundary(name: string, frame: unknown): unknown {
  if (name !== 'welcome' && name !== 'resume answer') return frame
  const answer = frame as { resume?: Resume }
  if (answer.resume?.kind !== 'events') return frame
  return { ...answer, resume: { ...answer.resume, events: answer.resume.events.slice(1) } }
}
