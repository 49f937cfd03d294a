import type { Draft } from '#shared/protocol/desk-port.ts'
import { CallId, RecordingId } from '#shared/protocol/ids.ts'
import type { World } from '#test/simulation/world/world.ts'
import type { Evidence, Row } from './evidence.ts'
import { judgeCustomers } from './judge-customers.ts'
import { judgeDials } from './judge-dials.ts'
import { judgeDrafts } from './judge-drafts.ts'
import { judgeEvents } from './judge-events.ts'
import { judgeLinks } from './judge-links.ts'
import { judgeNotes } from './judge-notes.ts'
import { judgeOutcomes } from './judge-outcomes.ts'
import { judgeRecordings } from './judge-recordings.ts'
import { judgeRefusals } from './judge-refusals.ts'
import { judgeTasks } from './judge-tasks.ts'

/**
 * The independent judge. It reads what was acknowledged to people and what central's tables hold, with SQL of its own
 * and none of the product's code, and finds what is lost, doubled, invented or out of order.
 */
export async function judge(world: World): Promise<void> {
  const { ledger, centralDisk } = world
  const kept = new Map<string, Draft[]>()
  for (const seat of world.seats.values()) {
    if (!seat.process) continue
    const snapshot = await seat.process.desk.snapshot()
    kept.set(seat.name, snapshot.drafts)
    for (const item of snapshot.pending) {
      if (item.state.kind !== 'rejected') continue
      const { code, field } = item.state.refusal
      ledger.refusedAtEnd.push({ desk: seat.name, body: item.body, code, field: field ?? null })
    }
  }
  const evidence: Evidence = {
    ledger,
    recordedMs: (recordingId) => readRecordedMs(world, recordingId),
    fail: world.fail,
    rows: (sql, ...params) => centralDisk.rows(sql, params) as Row[],
  }
  judgeRefusals(evidence)
  judgeNotes(evidence)
  judgeOutcomes(evidence)
  judgeCustomers(evidence)
  judgeTasks(evidence)
  judgeDials(evidence)
  await judgeRecordings(evidence)
  judgeLinks(evidence)
  judgeEvents(evidence)
  judgeDrafts(evidence, kept)
}

/** From the head of its file: two channels of 16 bits, 8,000 times a second. */
async function readRecordedMs({ simulator }: World, id: string): Promise<number | null> {
  const recording = { callId: CallId.parse('any'), recordingId: RecordingId.parse(id), vendorId: `sim-rec-${id}` }
  const sound = await simulator.fetchRecording?.(recording)
  if (!sound?.ok) return null
  for await (const head of sound.wav) return Buffer.from(head).readUInt32LE(40) / 32
  return null
}
