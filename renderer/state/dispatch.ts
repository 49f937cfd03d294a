import { maskTexts } from '#shared/domain/cards/mask-texts.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { type Desk, type DeskAnswer, DeskCommand, type LocalCommand } from '#shared/protocol/desk-port.ts'
import type { Outcome, Refusal } from '#shared/protocol/error.ts'
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

type Options = {
  /** whether calls may come to this person now; asked before they are made available or pick a call up, whatever asked for it */
  mayBeAvailable: () => Promise<Outcome<null>>
  desk: Pick<Desk, 'send'>
  onRefusal: (refusal: Refusal) => void
  onMasked: () => void
}

/** From here on somebody's voice comes out of this person's telephone, whatever it stands for. */
function bringsCalls(command: LiveCommand): boolean {
  if (command.type === 'agent.set-state') return command.state?.kind === 'available'
  return command.type === 'call.pick-up'
}

export function makeDispatch({ desk, onRefusal, onMasked, mayBeAvailable }: Options): Dispatch {
  async function send(given: DeskCommand): Promise<DeskAnswer> {
    const command = maskTexts(DeskCommand, given)
    if (command !== given) onMasked()
    const answer = await desk.send(command)
    if (!answer.ok) onRefusal(answer.refusal)
    return answer
  }
  const local = (command: LocalCommand) => send({ kind: 'local', command })
  async function live(command: LiveCommand): Promise<DeskAnswer> {
    if (bringsCalls(command)) {
      const may = await mayBeAvailable()
      if (!may.ok) {
        onRefusal(may.refusal)
        return may
      }
    }
    return send({ kind: 'live', command })
  }
  return {
    live,
    paperwork: (bodies, dropDraft) => send({ kind: 'paperwork', bodies, dropDraft: dropDraft ?? null }),
    local,
    preferences: (changes) => local({ type: 'preferences.set', preferences: changes }),
  }
}
