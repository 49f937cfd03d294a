import type SQLite from 'better-sqlite3'
import { consultRules, type SafetyRule } from './consult-rules.ts'
import { recordingRules } from './judge-recordings.ts'
import { legalAgentMoves, legalCallMoves } from './legal-moves.ts'

type Found = { rule: string; found: string | number }
type Eyes = { fail(what: string): void; offered(userId: string): void }
/** A database that serves one world after another is watched once, by whoever looks now. */
const installed = new WeakMap<SQLite.Database, { eyes: Eyes; find: SQLite.Statement<[], Found> }>()

/**
 * Safety, looked at from outside: triggers on central's tables see every move as it is written, and after each step
 * the tables are read with SQL of their own.
 */
export function watchCentral(raw: SQLite.Database, eyes: Eyes): () => void {
  const known = installed.get(raw)
  if (known) known.eyes = eyes
  else installed.set(raw, install(raw, eyes))
  const watch = installed.get(raw)
  return () => {
    // half a transaction is nobody's business
    if (raw.inTransaction) return
    for (const { rule, found } of watch?.find.all() ?? []) eyes.fail(`${rule}: ${found}`)
  }
}

function install(raw: SQLite.Database, first: Eyes) {
  const watch = { eyes: first, find: raw.prepare<[], Found>(safetyRules.map(askForRule).join(' union all ')) }
  const fail = (what: string) => watch.eyes.fail(what)
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
    watch.eyes.offered(String(userId))
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
  return watch
}

/** One statement for all rules: the first row that breaks each. */
function askForRule([rule, what, sql]: SafetyRule): string {
  return `select * from (select '${rule.replaceAll("'", "''")}' as rule, ${what} as found from ${sql} limit 1)`
}

/** Each finds what must never be. */
const safetyRules: readonly SafetyRule[] = [
  ...consultRules,
  ...recordingRules,
  [
    'more than one call in an agent’s hands',
    'agent_id',
    `(select agent_id from call where agent_id is not null and state in ('offered', 'connecting', 'connected')
      union all select to_user_id from consult where ended_at is null and to_user_id is not null)
     group by agent_id having count(*) > 1`,
  ],
  [
    'a call with more than one open offer',
    'call_id',
    'offer where ended_at is null group by call_id having count(*) > 1',
  ],
  [
    'an agent with more than one open offer',
    'user_id',
    'offer where ended_at is null group by user_id having count(*) > 1',
  ],
  [
    'an open offer whose call is not offered to that agent',
    'offer.id',
    `offer join call on call.id = offer.call_id
     where offer.ended_at is null and case when offer.kind = 'consult' then not exists
      (select 1 from consult where consult.offer_id = offer.id and consult.ended_at is null
       and consult.to_user_id = offer.user_id and consult.leg_id is null and call.state = 'connected')
      else call.state <> 'offered' or call.agent_id is not offer.user_id end`,
  ],
  [
    'an offered call without its open offer',
    'id',
    `call where state = 'offered'
     and not exists (select 1 from offer where offer.call_id = call.id and offer.kind <> 'consult' and offer.ended_at is null)`,
  ],
  [
    'an agent offered a call that is not offered to them',
    'user_id',
    `agent where state = 'offered' and not exists
     (select 1 from offer where offer.id = agent.subject_id and offer.user_id = agent.user_id and offer.ended_at is null)`,
  ],
  [
    'an agent on a call that is not theirs',
    'user_id',
    `agent where state = 'on_call' and not exists
     (select 1 from call where call.id = agent.subject_id and call.agent_id = agent.user_id
      and call.state in ('connecting', 'connected'))
     and not exists (select 1 from consult where consult.call_id = agent.subject_id
      and consult.to_user_id = agent.user_id and consult.leg_id is not null and consult.ended_at is null)`,
  ],
  ['a queued call in somebody’s hands', 'id', `call where state = 'queued' and agent_id is not null`],
  [
    'an agent’s line in two conversations',
    'leg.user_id',
    `leg join call on call.id = leg.call_id
     where leg.role in ('agent', 'target') and leg.state = 'up' and leg.place = 'bridge' and call.state = 'connected'
     and leg.user_id is not null and (call.agent_id = leg.user_id or exists
      (select 1 from consult where consult.leg_id = leg.id and consult.ended_at is null))
     group by leg.user_id having count(distinct leg.call_id) > 1`,
  ],
  [
    'talk and hold longer than the call',
    `id || ' answered ' || answered_at || ' ended ' || ended_at || ' held ' || held_ms`,
    `call where state = 'ended' and answered_at is not null
     and (answered_at < arrived_at or ended_at < answered_at or held_ms < 0 or held_ms > ended_at - answered_at)`,
  ],
  ['a call that ended before it arrived', 'id', `call where state = 'ended' and ended_at < arrived_at`],
  [
    'an ended call whose interaction is open or differs',
    'call.id',
    `call join interaction on interaction.id = call.interaction_id
     where call.state = 'ended' and (interaction.result = 'open' or interaction.duration_ms < 0
     or interaction.duration_ms > call.ended_at - call.arrived_at)`,
  ],
  [
    'two open wrap-ups of one agent',
    'user_id',
    'wrap_up where finished_at is null group by user_id having count(*) > 1',
  ],
  [
    'a log with a hole',
    'user_id',
    'agent where seq <> (select count(*) from event_log where event_log.user_id = agent.user_id)',
  ],
]
