import { randomBytes } from 'node:crypto'
import { keepDeskKey } from '#central/auth/desk-keys.ts'
import { DeviceId, UserId } from '#shared/protocol/ids.ts'
import { NOW } from '#test/support/customers.ts'
import type { Subject } from './make-subject.ts'
import { type Edges, PASSWORD } from './open-edges.ts'

type HttpRequest = { method: string; url: string; payload?: object }
/** A request that does its work when it is allowed to, about `subject` where it is about anybody. */
export type HttpProbe = {
  /** whether the request names somebody's things, so that own, team and all differ */
  about: 'somebody' | 'nobody'
  /** it reads, and that it did is written down */
  isNoted?: true
  prepare?(edges: Edges, subject: Subject): Promise<void>
  request(subject: Subject): Omit<HttpRequest, 'method'>
}

let count = 0
const key = () => randomBytes(32).toString('base64')
const theirKey = key()
const get = (url: string): HttpProbe => ({ about: 'nobody', request: () => ({ url }) })
const of = (request: HttpProbe['request']): HttpProbe => ({ about: 'somebody', request })

async function depositKey({ db, masterKey, context }: Edges, { keyId, userId }: Subject): Promise<void> {
  const place = { keyId: DeviceId.parse(keyId), userId: UserId.parse(userId) }
  await keepDeskKey(db, { ...place, masterKey, random: context.random, now: NOW, key: theirKey })
}

/** One honest request per route. A route without one fails the walk. */
export const httpProbes: Record<string, HttpProbe> = {
  'GET /healthz': get('/healthz'),
  'GET /readyz': get('/readyz'),
  'GET /metrics': get('/metrics'),
  'GET /api/v1/openapi.json': get('/api/v1/openapi.json'),
  'GET /api/v1/demo/log-ins': get('/api/v1/demo/log-ins'),
  'POST /api/v1/session': {
    about: 'nobody',
    request: () => ({ url: '/api/v1/session', payload: { login: 'other', password: PASSWORD } }),
  },
  'GET /api/v1/session': get('/api/v1/session'),
  'DELETE /api/v1/session': get('/api/v1/session'),
  'PUT /api/v1/password': {
    about: 'nobody',
    request: () => ({ url: '/api/v1/password', payload: { current: PASSWORD, password: 'nine amber lanterns' } }),
  },
  'GET /api/v1/desk-keys/:keyId': {
    ...of(({ keyId }) => ({ url: `/api/v1/desk-keys/${keyId}` })),
    prepare: depositKey,
  },
  'PUT /api/v1/desk-keys/:keyId': {
    ...of(({ keyId }) => ({ url: `/api/v1/desk-keys/${keyId}`, payload: { key: theirKey } })),
    prepare: depositKey,
  },
  'GET /api/v1/customers': get('/api/v1/customers?text=customer'),
  'GET /api/v1/customers/:customerId': of(({ customerId }) => ({ url: `/api/v1/customers/${customerId}` })),
  'POST /api/v1/customers': {
    about: 'nobody',
    request: () => ({
      url: '/api/v1/customers',
      payload: { kind: 'individual', name: '王小明', company: null, email: null, phones: [], language: null },
    }),
  },
  'PATCH /api/v1/customers/:customerId': of(({ customerId }) => ({
    url: `/api/v1/customers/${customerId}`,
    payload: { changes: [{ field: 'company', value: 'Kettle & Co', baseVersion: 0 }] },
  })),
  'GET /api/v1/interactions': of(({ customerId }) => ({ url: `/api/v1/interactions?customerId=${customerId}` })),
  'GET /api/v1/interactions/:interactionId': of(({ interactionId }) => ({
    url: `/api/v1/interactions/${interactionId}`,
  })),
  'GET /api/v1/recordings/:recordingId/audio': {
    ...of(({ recordingId }) => ({ url: `/api/v1/recordings/${recordingId}/audio` })),
    isNoted: true,
    async prepare({ recordings }, { recordingId }) {
      recordings.kept.set(recordingId, Buffer.from('RIFF'))
    },
  },
  'GET /api/v1/agents': get('/api/v1/agents'),
  'PUT /api/v1/agents/:userId/state': of(({ userId }) => ({
    url: `/api/v1/agents/${userId}/state`,
    payload: { kind: 'not_ready', reason: 'meeting' },
  })),
  'GET /api/v1/audit': get('/api/v1/audit?limit=5'),
  'GET /api/v1/queues': get('/api/v1/queues'),
  'POST /api/v1/queues': {
    about: 'nobody',
    request: () => ({ url: '/api/v1/queues', payload: { name: { en: 'A', 'zh-CN': 'B', 'zh-TW': 'C' } } }),
  },
  'PATCH /api/v1/queues/:queueId': {
    about: 'nobody',
    request: () => ({ url: '/api/v1/queues/support', payload: { treatment: 'hang_up', maxWaitMs: 90_000 } }),
  },
  'PUT /api/v1/queues/:queueId/members/:userId': of(({ userId }) => ({
    url: `/api/v1/queues/support/members/${userId}`,
  })),
  'DELETE /api/v1/queues/:queueId/members/:userId': of(({ userId }) => ({
    url: `/api/v1/queues/support/members/${userId}`,
  })),
  'PUT /api/v1/queues/:queueId/numbers/:number': get('/api/v1/queues/support/numbers/+14155550111'),
  'DELETE /api/v1/queues/:queueId/numbers/:number': get('/api/v1/queues/support/numbers/+14155550111'),
  'GET /api/v1/users': get('/api/v1/users'),
  'POST /api/v1/users': {
    about: 'nobody',
    request: () => {
      count += 1
      return { url: '/api/v1/users', payload: { login: `newcomer${count}`, name: 'New Comer', role: 'agent' } }
    },
  },
  'PATCH /api/v1/users/:userId': of(({ userId }) => ({ url: `/api/v1/users/${userId}`, payload: { name: 'Renamed' } })),
  'POST /api/v1/users/:userId/one-time-password': of(({ userId }) => ({
    url: `/api/v1/users/${userId}/one-time-password`,
  })),
  'POST /api/v1/simulator/calls': {
    about: 'nobody',
    request: () => ({ url: '/api/v1/simulator/calls', payload: { from: '+14155550123', to: '+14155550100' } }),
  },
  'DELETE /api/v1/simulator/calls/:callId': get('/api/v1/simulator/calls/call-1'),
}
