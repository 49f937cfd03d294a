import { z } from 'zod'

/** When something happened to a caller's channel by Asterisk's clock, and when a bare listener heard of it. */
export type Heard = { happenedAt: number; heardAt: number }

const Event = z.object({
  type: z.string(),
  timestamp: z.string().optional(),
  channel: z.object({ id: z.string(), caller: z.object({ number: z.string() }) }).optional(),
})

/** The floor: all of Asterisk's events over one WebSocket, read and timed, nothing done with them. */
export async function listenBare({ url, user, password }: { url: string; user: string; password: string }) {
  const query = new URLSearchParams({ app: 'ringdesk-bench', subscribeAll: 'true', api_key: `${user}:${password}` })
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/events?${query}`)
  const created = new Map<string, Heard>()
  const arrived = new Map<string, Heard>()
  const ended = new Map<string, Heard>()
  socket.addEventListener('message', ({ data }) => {
    const heardAt = Date.now()
    const { type, timestamp, channel } = Event.parse(JSON.parse(String(data)))
    if (!channel || timestamp === undefined) return
    const heard = { happenedAt: Date.parse(timestamp), heardAt }
    if (type === 'ChannelCreated') created.set(channel.id, heard)
    if (type !== 'ChannelDestroyed') return
    // the number of who calls is on the channel only after it was made
    const first = created.get(channel.id)
    if (first) arrived.set(channel.caller.number, first)
    ended.set(channel.caller.number, heard)
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error('the events of Asterisk cannot be had')), { once: true })
  })
  return { arrived, ended, stop: () => socket.close() }
}
