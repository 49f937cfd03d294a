import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { OpenDesk } from '#main/desk.ts'
import type { StoreKeys } from '#main/store/store-keys.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { createMemoryKeys, openTestDesk } from './open-test-desk.ts'
import { createSmallCentral } from './small-central.ts'
import { createTestClock } from './virtual-clock.ts'

/** One agent's machine beside a small central, both on a virtual clock. */
export type DeskRig = {
  dataDir: string
  clock: VirtualClock
  central: ReturnType<typeof createSmallCentral>
  keys: StoreKeys
  /** opens the desk of `dataDir`; it is stopped after the test */
  open(more?: Partial<Parameters<typeof openTestDesk>[0]>): ReturnType<typeof openTestDesk>
}

/** A rig for the tests of a file, made anew for each of them. */
export function setUpDeskRig(): DeskRig {
  let opened: OpenDesk[] = []
  const renew = () => {
    const clock = createTestClock(1_000_000)
    return { clock, central: createSmallCentral(clock), keys: createMemoryKeys() }
  }
  const rig: DeskRig = {
    ...{ dataDir: '', ...renew() },
    async open(more = {}) {
      const { dataDir, clock, central, keys } = rig
      const made = await openTestDesk({ dataDir, clock, openLine: central.openLine, storeKeys: keys, ...more })
      opened.push(made.desk)
      await clock.advance(0)
      return made
    },
  }
  beforeEach(() => {
    opened = []
    Object.assign(rig, { dataDir: mkdtempSync(join(tmpdir(), 'desk-')), ...renew() })
  })
  afterEach(async () => {
    for (const desk of opened) await desk.stop()
    rmSync(rig.dataDir, { recursive: true, force: true })
  })
  return rig
}

/** A note, named by its text. */
export const makeNote = (text: string, interactionId = 'int-1') =>
  PaperworkBody.parse({
    type: 'interaction.note',
    interactionId,
    noteId: `note-${text.replaceAll(/\W/g, '')}`,
    revision: 1,
    text,
  })
export const saveNotes = (desk: OpenDesk, ...texts: string[]) =>
  desk.send({ kind: 'paperwork', bodies: texts.map((text) => makeNote(text)), dropDraft: null })
/** What has arrived: the text of each note, else the kind of work. */
export const listArrived = ({ central }: DeskRig) =>
  central.order.map(({ body }) => (body.type === 'interaction.note' ? body.text : body.type))
export const makeAvailable = (since: number) => ({
  ...{ type: 'agent.state-changed', state: { kind: 'available', since }, next: null },
})
