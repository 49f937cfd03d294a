import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { World } from '#test/simulation/world/world.ts'
import { endlessRecordings } from './judge-recordings.ts'

/** Who neither waits in line, is offered, nor has anybody on the call. */
const lonelyCustomers = `select id, state from call where state in ('connecting', 'connected', 'handed_on')
  and not exists (select 1 from leg where leg.call_id = call.id and leg.state <> 'ended'
   and case when call.state = 'handed_on' then leg.role = 'target'
    else leg.role = 'agent' and leg.user_id = call.agent_id end)`

/** Who was asked, and is not any more. */
const forgottenTargets = `select leg.id, leg.call_id from leg join call on call.id = leg.call_id
  where leg.role = 'target' and leg.state <> 'ended' and call.state <> 'handed_on'
  and not exists (select 1 from consult where consult.leg_id = leg.id and consult.ended_at is null)`

/** What is not yet as it should be once all trouble is over; empty = converged. */
export async function findUnsettled(world: World): Promise<string[]> {
  const unsettled: string[] = []
  const { raw } = world.centralDisk
  if (!world.central) return ['central is down']
  if (raw.inTransaction) return ['central is writing']
  const all = (sql: string, ...params: unknown[]) => world.centralDisk.rows(sql, params)
  const now = world.central.context.clock.now()
  for (const { id, flow } of all(`select id, flow from journal where state = 'running'`)) {
    unsettled.push(`sequence ${flow} ${id} is running`)
  }
  for (const { kind, subject_id } of all('select kind, subject_id from timer where due_at < ?', now - 500)) {
    unsettled.push(`timer ${kind} of ${subject_id} is overdue`)
  }
  for (const { id } of all('select id from wrap_up where finished_at is null and due_at < ?', now - 500)) {
    unsettled.push(`wrap-up ${id} is overdue`)
  }
  const onLine = new Set((await world.simulator.snapshot()).map((leg) => leg.legId as string))
  for (const { id, call_id } of all(`select id, call_id from leg where state <> 'ended'`)) {
    if (!onLine.has(String(id))) unsettled.push(`leg ${id} of call ${call_id} is not on the line any more`)
  }
  for (const { id, state } of all(lonelyCustomers)) unsettled.push(`the customer of ${state} call ${id} is with nobody`)
  for (const { id, call_id } of all(forgottenTargets)) unsettled.push(`leg ${id} stays on call ${call_id} for nothing`)
  for (const { id, state } of all(endlessRecordings)) unsettled.push(`recording ${id} is ${state}, its call is over`)
  for (const seat of world.seats.values()) unsettled.push(...(await findUnsettledDesk(world, seat.name)))
  return unsettled
}

async function findUnsettledDesk(world: World, name: string): Promise<string[]> {
  const seat = world.seats.get(name)
  if (!seat?.process) return []
  const { desk } = seat.process
  const unsettled: string[] = []
  const link = desk.linkStatus().kind
  if (link !== 'online' && link !== 'fenced') unsettled.push(`${name} is ${link}`)
  const waiting = desk.countUnsent()
  if (waiting > 0) unsettled.push(`${name} has ${waiting} unsent`)
  if (link !== 'online') return unsettled
  const { projection } = await desk.snapshot()
  const shown = describeProjection(projection)
  const held = describeCentral(world, seat.user)
  if (shown !== held) unsettled.push(`${name} shows ${shown}; central holds ${held}`)
  const console = seat.console.projection()
  if (!console || describeProjection(console) !== shown) unsettled.push(`the console of ${name} shows something else`)
  return unsettled
}

function describeProjection({ seq, state, next, offer, calls, wrapUps, tasks }: Snapshot): string {
  const open = calls.filter(({ call }) => call.legs.length === 0 || call.legs.some((leg) => leg.state !== 'ended'))
  return JSON.stringify({
    seq,
    state: state.kind,
    next: next?.kind ?? null,
    offer: offer?.facts.offerId ?? null,
    calls: open
      .map(
        ({ call }) =>
          `${call.callId} ${call.answeredAt !== null} ${call.heldSince !== null} ${call.part} ${call.consult?.state} ${call.recording.state}`,
      )
      .sort(),
    wrapUps: wrapUps.map((wrapUp) => wrapUp.facts.wrapUpId).sort(),
    tasks: tasks
      .filter((task) => task.status === 'open')
      .map((task) => task.taskId)
      .sort(),
  })
}

/** The same picture from central's rows, read without any of central's code. */
function describeCentral({ centralDisk, central }: World, userId: string): string {
  const all = (sql: string, ...params: unknown[]) => centralDisk.rows(sql, params)
  const [agent] = all('select * from agent where user_id = ?', userId)
  const now = central?.context.clock.now() ?? 0
  const offers = all('select id from offer where user_id = ? and ended_at is null and expires_at > ?', userId, now)
  const calls = all(
    `select call.id, answered_at, held_since, consult.state as consult,
      recording.state as recorded, recording.asked,
      case when agent_id = ? then 'owner' else 'consulted' end as part
     from call left join consult on consult.call_id = call.id and consult.ended_at is null
     left join recording on recording.call_id = call.id and recording.purpose = 'call'
     where call.state in ('connecting', 'connected')
     and (agent_id = ? or (consult.to_user_id = ? and consult.leg_id is not null))`,
    ...[userId, userId, userId],
  )
  const next = agent?.next_state ? (JSON.parse(String(agent.next_state)) as { kind: string }).kind : null
  return JSON.stringify({
    seq: agent?.seq ?? 0,
    state: agent?.state ?? 'offline',
    next,
    offer: offers[0]?.id ?? null,
    calls: calls
      .map(
        (call) =>
          `${call.id} ${call.answered_at !== null} ${call.held_since !== null} ${call.part} ${call.consult ?? undefined} ${describeLight(call)}`,
      )
      .sort(),
    wrapUps: all('select id from wrap_up where user_id = ? and finished_at is null', userId)
      .map((row) => row.id)
      .sort(),
    tasks: all(`select id from task where assignee_id = ? and status = 'open'`, userId)
      .map((row) => row.id)
      .sort(),
  })
}

/** What the light of the recording has to say. */
function describeLight({ recorded, asked }: Record<string, unknown>): string {
  if (recorded === null) return 'none'
  if (recorded === 'ready') return 'stopped'
  if (asked === 'stopped' && (recorded === 'on' || recorded === 'paused')) return 'stopping'
  if (recorded === 'on' && asked === 'paused') return 'pausing'
  if (recorded === 'paused' && asked === 'on') return 'resuming'
  return String(recorded)
}
