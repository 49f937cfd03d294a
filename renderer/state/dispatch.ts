import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { Desk, DeskAnswer, LocalCommand } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { Preferences } from './preferences.ts'

/** The three ways a console asks for something. Answers come back as data; refusals were already told to the agent. */
export interface Dispatch {
  /** Steers a call or the agent's state. `ok` is not the change: that comes back as an event. */
  live(command: LiveCommand): Promise<DeskAnswer>
  /** Saves these together on the desk's disk, dropping the draft they came from. `ok` means safe. */
  paperwork(bodies: PaperworkBody[], dropDraft?: string): Promise<DeskAnswer>
  local(command: LocalCommand): Promise<DeskAnswer>
  preferences(changes: Partial<Preferences>): Promise<DeskAnswer>
}

type Options = { desk: Pick<Desk, 'send'>; onRefusal: (refusal: Refusal) => void }

export function makeDispatch({ desk, onRefusal }: Options): Dispatch {
  async function tell(sent: Promise<DeskAnswer>): Promise<DeskAnswer> {
    const answer = await sent
    if (!answer.ok) onRefusal(answer.refusal)
    return answer
  }
  const local = (command: LocalCommand) => tell(desk.send({ kind: 'local', command }))
  return {
    live: (command) => tell(desk.send({ kind: 'live', command })),
    paperwork: (bodies, dropDraft) => tell(desk.send({ kind: 'paperwork', bodies, dropDraft: dropDraft ?? null })),
    local,
    preferences: (changes) => local({ type: 'preferences.set', preferences: changes }),
  }
}
