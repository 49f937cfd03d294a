/** What must never be, what to tell of it, and where it is found. */
export type SafetyRule = readonly [rule: string, what: string, sql: string]

/** Calls that are asked about and handed on. */
export const consultRules: readonly SafetyRule[] = [
  [
    'a call about which two are asked',
    'call_id',
    'consult where ended_at is null group by call_id having count(*) > 1',
  ],
  [
    'a consult that is open though its call is not with who asked',
    'consult.id',
    `consult join call on call.id = consult.call_id where consult.ended_at is null
     and (call.state <> 'connected' or call.agent_id is not consult.by_user_id)`,
  ],
  ['a consult that is over and says not how', 'id', 'consult where (ended_at is null) <> (outcome is null)'],
  [
    'a colleague who is asked and is neither rung, on the call, nor out of reach',
    'consult.to_user_id',
    `consult join agent on agent.user_id = consult.to_user_id where consult.ended_at is null
     and agent.state <> 'unreachable' and agent.subject_id is not
      case when consult.leg_id is null then consult.offer_id else consult.call_id end`,
  ],
  [
    'a parked call that somebody has, or that nobody parked',
    'id',
    `call where state = 'parked' and (agent_id is not null or parked_by is null or parked_at is null)`,
  ],
  [
    'a call that is parked where it cannot be',
    'id',
    `call where parked_by is not null and state not in ('connected', 'parked', 'connecting')`,
  ],
  [
    'a parked call whose time never ends',
    'id',
    `call where state = 'parked' and not exists
     (select 1 from timer where timer.kind = 'park-return' and timer.subject_id = call.id)`,
  ],
  ['a call outside that an agent of ours has', 'id', `call where state = 'handed_on' and agent_id is not null`],
  [
    'who handed a call over and has no wrap-up',
    'handed.user_id',
    `(select call_id, by_user_id as user_id from consult where outcome = 'completed'
      union select call_id, from_user_id from offer where kind = 'transfer') as handed
     where not exists (select 1 from wrap_up where wrap_up.call_id = handed.call_id
      and wrap_up.user_id = handed.user_id)`,
  ],
  [
    'a call that was handed on and does not count as handled',
    'call.id',
    `call join interaction on interaction.id = call.interaction_id where call.state = 'ended' and interaction.result <> 'handled'
     and (call.first_answered_at is not null
      or exists (select 1 from consult where consult.call_id = call.id and outcome = 'completed'))`,
  ],
  ['a call that shares its interaction', 'interaction_id', 'call group by interaction_id having count(*) > 1'],
  [
    'a call without an interaction',
    'id',
    'call where not exists (select 1 from interaction where interaction.id = call.interaction_id)',
  ],
]
