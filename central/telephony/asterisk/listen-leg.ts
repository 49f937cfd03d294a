import { z } from 'zod'
import type { LineAnswer, LineCommand, LineLeg } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, findLeg, pathOf } from './asterisk-line.ts'
import { nameListenBridge, openBridge } from './bridges.ts'
import { bridgeLeg } from './move-leg.ts'
import { noteMuted } from './mute-leg.ts'
import { Bridge } from './wire.ts'

type ListenCommand = Extract<LineCommand, { op: 'listen' }>

/**
 * A supervisor's leg overhears an agent's: both voices, through a snoop channel that meets it in a bridge of their own.
 * A whisper goes out through the same channel to the agent alone; the call's bridge never gets it.
 */
export async function listenLeg(line: AsteriskLine, leg: LineLeg, command: ListenCommand): Promise<LineAnswer> {
  if (leg.state !== 'up') return { ok: false, code: 'wrong_state', detail: 'not answered' }
  if (command.mode === 'barge') return bargeIn(line, leg)
  const heard = findLeg(line, command.to)
  if (heard?.state !== 'up') return { ok: false, code: 'gone' }
  const bridgeId = nameListenBridge(leg)
  const refused = await openBridge(line, bridgeId, 'listening')
  if (refused) return answerFailure(refused)
  const before = await listSnoops(line, leg)
  const isMuted = await noteMuted(line, leg, command.mode === 'monitor')
  if (!isMuted.ok) return isMuted
  const listening = await overhear(line, leg, { heard, bridgeId, before, command })
  // as it was: nobody may be told that they are not heard who still are
  if (!listening.ok) await noteMuted(line, leg, leg.muted)
  return listening
}

type Overhearing = { heard: LineLeg; bridgeId: string; before: readonly string[]; command: ListenCommand }

/** Through a new channel, and the one before goes after it. Refused half-way: it is as before. */
async function overhear(line: AsteriskLine, leg: LineLeg, to: Overhearing): Promise<LineAnswer> {
  const { heard, bridgeId, before, command } = to
  const snooping = await snoop(line, heard, command)
  if (!snooping.ok) return snooping
  for (const channel of [snooping.channel, leg.vendorId]) {
    const added = await line.ari.post(`/bridges/${bridgeId}/addChannel`, { channel })
    if (added.ok) continue
    await endSnoops(line, [snooping.channel])
    return answerFailure(added)
  }
  await endSnoops(
    line,
    before.filter((id) => id !== snooping.channel),
  )
  return { ok: true }
}

/** Into the conversation itself. What overheard it goes afterwards: nothing is missed in between. */
async function bargeIn(line: AsteriskLine, leg: LineLeg): Promise<LineAnswer> {
  const isHeard = await noteMuted(line, leg, false)
  if (!isHeard.ok) return isHeard
  const joined = await bridgeLeg(line, leg)
  if (joined.ok) await endSnoops(line, await listSnoops(line, leg))
  else await noteMuted(line, leg, leg.muted)
  return joined
}

async function snoop(line: AsteriskLine, heard: LineLeg, { commandId, mode }: ListenCommand) {
  const channel = `snoop-${commandId}`
  const ready = line.waitForStasis(channel)
  const whisper = mode === 'whisper' ? 'out' : 'none'
  const order = { spy: 'both', whisper, app: line.config.app, appArgs: 'snoop' }
  const made = await line.ari.post(`${pathOf(heard)}/snoop/${encodeURIComponent(channel)}`, order)
  // 409: made by a process that did not live to go on
  if (!made.ok && made.status !== 409) return answerFailure(made)
  if (made.ok && !(await ready)) return { ok: false as const, code: 'vendor' as const, detail: 'no snoop channel' }
  return { ok: true as const, channel }
}

/** None for a leg that never listened: the list of bridges is short, and asking for one that is not there is an error. */
async function listSnoops(line: AsteriskLine, leg: LineLeg): Promise<string[]> {
  const bridges = await line.ari.read('/bridges', z.array(Bridge))
  const listening = bridges.find(({ id }) => id === nameListenBridge(leg))
  return listening?.channels.filter((id) => id !== leg.vendorId) ?? []
}

async function endSnoops(line: AsteriskLine, channels: readonly string[]): Promise<void> {
  for (const id of channels) await line.ari.delete(`/channels/${encodeURIComponent(id)}`)
}

/** Whoever listened is gone: what listened for them goes, and its bridge. */
export async function endListening(line: AsteriskLine, leg: LineLeg): Promise<void> {
  await endSnoops(line, await listSnoops(line, leg))
  await line.ari.delete(`/bridges/${nameListenBridge(leg)}`)
}
