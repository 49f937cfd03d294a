import type SQLite from 'better-sqlite3'
import { legalAgentMoves, legalCallMoves } from './legal-moves.ts'

type Rows = Record<string, unknown>[]

/**
 * Safety, looked at from outside: triggers on central's tables see every move as it is written, and after each step
 * the tables are read with SQL of their own.
 */
export function watchCentral(
  raw: SQLite.Database,
  parts: { fail(what: string): void; offered(userId: string): void },
): () => void {
  const { fail } = parts
  raw.function('saw_call', (id, before, after) => {
    if (before !== after && !legalCallMoves[String(before)]?.includes(String(after))) {
      fail(`call ${id} went from ${before} to ${after}`)
    }
    return 0
  })
  raw.function('saw_agent', (id, before, after) => {
    if (before !== after && !legalAgentMoves[String(before)]?.includes(String(after))) {
      fail(`agent ${id} went from ${before} to ${after}`)
    }
    return 0
  })
  raw.function('saw_leg', (id, before, after) => {
    if (before === 'ended' && after !== 'ended') fail(`leg ${id} came up again: ${after}`)
    return 0
  })
  raw.function('saw_offer', (userId) => {
    parts.offered(String(userId))
    return 0
  })
  raw.exec(`
    create temp trigger watch_call after update of state on main.call
      begin select saw_call(new.id, old.state, new.state); end;
    create temp trigger watch_agent after update of state on main.agent
      begin select saw_agent(new.user_id, old.state, new.state); end;
    create temp trigger watch_leg after update of state on main.leg
      begin select saw_leg(new.id, old.state, new.state); end;
    create temp trigger watch_offer after insert on main.offer
      begin select saw_offer(new.user_id); end;
  `)
  const rules = safetyRules.map(([name, sql]) => ({ name, find: raw.prepare<[], Rows[number]>(sql) }))
  return () => {
    // half a transaction is nobody's business
    if (raw.inTransaction) return
    for (const { name, find } of rules) {
      const found = find.all()
      if (found.length > 0) fail(`${name}: ${JSON.stringify(found)}`)
    }
  }
}

/** Each finds what must never be. */
const safetyRules: readonly (readonly [string, string])[] = [
  [
    'more than one call in an agent’s hands',
    `select agent_id, count(*) as calls from call
     where agent_id is not null and state in ('offered', 'connecting', 'connected') group by agent_id having calls > 1`,
  ],
  [
    'a call with more than one open offer',
    `select call_id, count(*) as offers from offer where ended_at is null group by call_id having offers > 1`,
  ],
  [
    'an agent with more than one open offer',
    `select user_id, count(*) as offers from offer where ended_at is null group by user_id having offers > 1`,
  ],
  [
    'an open offer whose call is not offered to that agent',
    `select offer.id from offer join call on call.id = offer.call_id
     where offer.ended_at is null and (call.state <> 'offered' or call.agent_id is not offer.user_id)`,
  ],
  [
    'an offered call without its open offer',
    `select id from call where state = 'offered'
     and not exists (select 1 from offer where offer.call_id = call.id and offer.ended_at is null)`,
  ],
  [
    'an agent offered a call that is not offered to them',
    `select agent.user_id from agent where state = 'offered' and not exists
     (select 1 from offer where offer.id = agent.subject_id and offer.user_id = agent.user_id and offer.ended_at is null)`,
  ],
  [
    'an agent on a call that is not theirs',
    `select agent.user_id from agent where state = 'on_call' and not exists
     (select 1 from call where call.id = agent.subject_id and call.agent_id = agent.user_id
      and call.state in ('connecting', 'connected'))`,
  ],
  ['a queued call in somebody’s hands', `select id from call where state = 'queued' and agent_id is not null`],
  [
    'an agent’s line in two conversations',
    `select leg.user_id, count(distinct leg.call_id) as calls from leg join call on call.id = leg.call_id
     where leg.role = 'agent' and leg.state = 'up' and leg.place = 'bridge' and call.state = 'connected'
     and call.agent_id = leg.user_id group by leg.user_id having calls > 1`,
  ],
  [
    'talk and hold longer than the call',
    `select id, arrived_at, answered_at, ended_at, held_ms from call where state = 'ended' and answered_at is not null
     and (answered_at < arrived_at or ended_at < answered_at or held_ms < 0 or held_ms > ended_at - answered_at)`,
  ],
  [
    'a call that ended before it arrived',
    `select id, arrived_at, ended_at from call where state = 'ended' and ended_at < arrived_at`,
  ],
  [
    'an ended call whose interaction is open or differs',
    `select call.id from call join interaction on interaction.id = call.interaction_id
     where call.state = 'ended' and (interaction.result = 'open' or interaction.duration_ms < 0
     or interaction.duration_ms > call.ended_at - call.arrived_at)`,
  ],
  [
    'two open wrap-ups of one agent',
    `select user_id, count(*) as open from wrap_up where finished_at is null group by user_id having open > 1`,
  ],
  [
    'a log with a hole',
    `select agent.user_id, seq from agent where seq <>
     (select count(*) from event_log where event_log.user_id = agent.user_id)`,
  ],
]
