/**
 * Who may do what, written by hand and on purpose not from the product's own table of rights: this is what the
 * product is held against. A new route, frame, command or query without a row here fails the check.
 *
 * Columns: nobody (no session), agent, supervisor, campaign manager, admin. A cell says how far they reach:
 * `own` things, those of their `team`, of `all`; `-` = refused. Rows without an owner have `all` or `-`.
 * `beyond` is how what lies out of reach is refused; without a session it is `not_signed_in`, without the right
 * `forbidden`.
 */
export type Reach = '-' | 'own' | 'team' | 'all'
export type Row = { reach: Record<Identity, Reach>; beyond?: string }
export type Identity = 'nobody' | 'agent' | 'supervisor' | 'campaign_manager' | 'admin'
export type ScopeName = 'own' | 'team' | 'all'

function row(cells: string, beyond?: string): Row {
  const [nobody, agent, supervisor, campaign_manager, admin] = cells.trim().split(/\s+/) as Reach[]
  if (!nobody || !agent || !supervisor || !campaign_manager || !admin) throw new Error(`five cells: "${cells}"`)
  return { reach: { nobody, agent, supervisor, campaign_manager, admin }, ...(beyond ? { beyond } : {}) }
}

export const httpRights: Record<string, Row> = {
  //                                                nobody agent  superv camp.m admin
  'GET /healthz': row('                             all    all    all    all    all'),
  'GET /readyz': row('                              all    all    all    all    all'),
  'GET /metrics': row('                             all    all    all    all    all'),
  'GET /api/v1/openapi.json': row('                 all    all    all    all    all'),
  'GET /api/v1/demo/log-ins': row('                 all    all    all    all    all'),
  'POST /api/v1/session': row('                     all    all    all    all    all'),
  'GET /api/v1/session': row('                      -      all    all    all    all'),
  'DELETE /api/v1/session': row('                   -      all    all    all    all'),
  'PUT /api/v1/password': row('                     -      all    all    all    all'),
  'GET /api/v1/desk-keys/:keyId': row('             -      own    own    own    own', 'not_found'),
  'PUT /api/v1/desk-keys/:keyId': row('             -      own    own    own    own', 'conflict'),
  'GET /api/v1/customers': row('                    -      all    all    all    all'),
  'GET /api/v1/customers/:customerId': row('        -      all    all    all    all'),
  'POST /api/v1/customers': row('                   -      all    all    all    all'),
  'PATCH /api/v1/customers/:customerId': row('      -      all    all    all    all'),
  'GET /api/v1/interactions': row('                 -      all    all    all    all'),
  'GET /api/v1/interactions/:interactionId': row('  -      all    all    all    all'),
  'GET /api/v1/agents': row('                       -      -      all    -      all'),
  'PUT /api/v1/agents/:userId/state': row('         -      -      all    -      all'),
  'GET /api/v1/queues': row('                       -      all    all    all    all'),
  'POST /api/v1/queues': row('                      -      -      -      -      all'),
  'PATCH /api/v1/queues/:queueId': row('            -      -      -      -      all'),
  'PUT /api/v1/queues/:queueId/members/:userId': row('   - -      -      -      all'),
  'DELETE /api/v1/queues/:queueId/members/:userId': row('- -      -      -      all'),
  'PUT /api/v1/queues/:queueId/numbers/:number': row('   - -      -      -      all'),
  'DELETE /api/v1/queues/:queueId/numbers/:number': row('- -      -      -      all'),
  'GET /api/v1/users': row('                        -      -      -      -      all'),
  'POST /api/v1/users': row('                       -      -      -      -      all'),
  'PATCH /api/v1/users/:userId': row('              -      -      -      -      all'),
  'POST /api/v1/users/:userId/one-time-password': row('- -   -      -      all'),
  'GET /api/v1/recordings/:recordingId/audio': row('-     own    all    own    all', 'not_found'),
  'GET /api/v1/audit': row('                        -      -      -      -      all'),
  'POST /api/v1/simulator/calls': row('             -      -      all    -      all'),
  'DELETE /api/v1/simulator/calls/:callId': row('   -      -      all    -      all'),
}

/** Providers prove themselves by signature; no session of ours opens these. The sounds are for anybody. */
export const webhooks: Record<string, 'signature' | 'anybody'> = {
  'GET /telephony/twilio/music.wav': 'anybody',
  'GET /telephony/twilio/ringback.wav': 'anybody',
  'GET /telephony/twilio/wait': 'signature',
  'GET /telephony/twilio/ring': 'signature',
  'GET /telephony/twilio/silence': 'signature',
  'GET /telephony/twilio/digits': 'signature',
  'GET /telephony/twilio/say': 'signature',
  'POST /telephony/twilio/voice': 'signature',
  'POST /telephony/twilio/recording': 'signature',
  'POST /telephony/twilio/confirm': 'signature',
  'POST /telephony/twilio/answered-by': 'signature',
  'POST /telephony/twilio/left-queue': 'signature',
  'POST /telephony/twilio/hang-up': 'signature',
  'POST /telephony/twilio/status': 'signature',
  'POST /telephony/twilio/conference': 'signature',
}

/** Frames of the link besides `live`, `paperwork` and `query`, whose rows are below by their content. */
export const frameRights: Record<string, Row> = {
  lease: row('                 -      own    own    own    own', 'fenced'),
  resume: row('                -      own    own    own    own'),
}

export const liveRights: Record<string, Row> = {
  //                           nobody agent  superv camp.m admin
  'agent.set-state': row('     -      own    own    own    own', 'bad_request'),
  'call.answer': row('         -      own    own    own    own', 'offer_taken'),
  'call.decline': row('        -      own    own    own    own', 'offer_gone'),
  'call.hold': row('           -      own    own    own    own', 'call_not_found'),
  'call.resume': row('         -      own    own    own    own', 'call_not_found'),
  'call.mute': row('           -      own    own    own    own', 'call_not_found'),
  'call.unmute': row('         -      own    own    own    own', 'call_not_found'),
  'call.hang-up': row('        -      own    own    own    own', 'call_not_found'),
  'call.consult': row('        -      own    own    own    own', 'call_not_found'),
  'call.swap': row('           -      own    own    own    own', 'call_not_found'),
  'call.merge': row('          -      own    own    own    own', 'call_not_found'),
  'call.complete': row('       -      own    own    own    own', 'call_not_found'),
  'call.cancel-consult': row(' -      own    own    own    own', 'call_not_found'),
  'call.transfer': row('       -      own    own    own    own', 'call_not_found'),
  'call.dial': row('           -      own    own    own    own', 'bad_request'),
  'call.park': row('           -      own    own    own    own', 'call_not_found'),
  'call.keypad': row('         -      own    own    own    own', 'call_not_found'),
  'call.pause-recording': row('-      own    own    own    own', 'call_not_found'),
  'call.resume-recording': row('-     own    own    own    own', 'call_not_found'),
  'call.detach': row('         -      own    own    own    own', 'call_not_found'),
  'call.attach': row('         -      own    own    own    own', 'call_not_found'),
  'call.rejoin': row('         -      own    own    own    own', 'call_not_found'),
  'wrap-up.extend': row('      -      own    own    own    own', 'wrap_up_gone'),
}

/** Commands about somebody else's call: one's own is none of them, whoever asks. */
export const supervisingRights: Record<string, Row> = {
  //                           nobody agent  superv camp.m admin
  'call.monitor': row('        -      -      all    -      all'),
  'call.stop-monitor': row('   -      -      all    -      all'),
  'call.take-over': row('      -      -      all    -      all'),
}

/** A call that somebody put aside, of a queue that nobody serves: theirs, or of whoever supervises. */
export const parkedRights: Record<string, Row> = {
  //                           nobody agent  superv camp.m admin
  'call.pick-up': row('        -      own    all    own    all', 'call_not_found'),
}

/** A message that nobody has taken on, at a queue that only its owner serves. */
export const voicemailRights: Record<string, Row> = {
  //                           nobody agent  superv camp.m admin
  'voicemail.take': row('      -      own    all    own    all', 'task_not_found'),
}

export const paperworkRights: Record<string, Row> = {
  //                           nobody agent  superv camp.m admin
  'interaction.note': row('    -      own    all    own    all', 'forbidden'),
  'interaction.dispose': row(' -      own    all    own    all', 'forbidden'),
  'interaction.link': row('    -      own    all    own    all', 'forbidden'),
  'wrap-up.finish': row('      -      own    own    own    own', 'wrap_up_gone'),
  'customer.update': row('     -      all    all    all    all'),
  'customer.create': row('     -      own    all    own    all', 'forbidden'),
  'task.create': row('         -      own    all    own    all', 'forbidden'),
  'task.complete': row('       -      own    all    own    all', 'forbidden'),
  'conflict.acknowledge': row('-      own    own    own    own', 'not_found'),
  // names nobody: the marks are always those of who sends it, and anybody may be marked
  'favourite.set': row('       -      all    all    all    all'),
}

/** `own` in a list: it holds the asker's things and nobody else's. */
export const queryRights: Record<string, Row> = {
  //                             nobody agent  superv camp.m admin
  'customer.search': row('       -      all    all    all    all'),
  'customer.card': row('         -      all    all    all    all'),
  'customer.timeline': row('     -      all    all    all    all'),
  'customer.orders': row('       -      all    all    all    all'),
  'customer.cases': row('        -      all    all    all    all'),
  'customer.opportunities': row('-      all    all    all    all'),
  'customer.tasks': row('        -      all    all    all    all'),
  'customer.files': row('        -      all    all    all    all'),
  'caller.match': row('          -      all    all    all    all'),
  'interaction.get': row('       -      all    all    all    all'),
  'interaction.search': row('    -      all    all    all    all'),
  'recording.get': row('         -      own    all    own    all', 'left out'),
  'work.list': row('             -      own    own    own    own', 'left out'),
  'calls.recent': row('          -      own    own    own    own', 'left out'),
  // names nobody: the answer is always about who asks
  'transfer.directory': row('    -      all    all    all    all'),
  'contact.search': row('        -      all    all    all    all'),
  'favourites.list': row('       -      all    all    all    all'),
  'dialling.check': row('        -      all    all    all    all'),
  'floor.live': row('            -      -      all    -      all'),
  'phone.credentials': row('     -      all    all    all    all'),
  catalog: row('                 -      all    all    all    all'),
}

/** What central tells desks by itself: whose gauges and whose events they hold. */
export const toldRights: Record<string, Row> = {
  events: row('                  -      own    own    own    own', 'left out'),
  floor: row('                   -      own    all    own    all', 'left out'),
}

/** Frames that tell a desk about itself and the site's own wording: nothing in them belongs to somebody else. */
export const toldToAll: readonly string[] = ['welcome', 'catalog', 'fenced', 'session-ended']
