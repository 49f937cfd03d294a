import type { OpenLine } from '#main/link/line.ts'
import { unpackAnswers } from '#shared/domain/desk/pack-answers.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import { PaperworkFrame, PaperworkFrameAnswer } from '#shared/protocol/envelope.ts'

/** What central said to a desk, written down beside the desk: the desk's own books are not believed. */
export type Acknowledgements = ReturnType<typeof createAcknowledgements>

export function createAcknowledgements() {
  const said = new Map<string, PaperworkAnswer['result'][]>()
  let fresh: string[] = []
  return {
    /** lines that write down every answer that passes */
    overhear(openLine: OpenLine): OpenLine {
      return (hello, listener) => {
        const line = openLine(hello, listener)
        return {
          ...line,
          async request(name, frame) {
            const raw = await line.request(name, frame)
            const answer = name === 'paperwork' ? PaperworkFrameAnswer.safeParse(raw) : null
            if (answer?.success && answer.data.ok) {
              const ids = PaperworkFrame.parse(frame).commands.map(({ commandId }) => commandId)
              for (const { commandId, result } of unpackAnswers(ids, answer.data) ?? []) {
                if (!said.has(commandId)) fresh.push(commandId)
                said.set(commandId, [...(said.get(commandId) ?? []), result])
              }
            }
            return raw
          },
        }
      }
    },
    all: (): ReadonlyMap<string, readonly PaperworkAnswer['result'][]> => said,
    /** acknowledged since this was asked last */
    takeFresh(): string[] {
      const taken = fresh
      fresh = []
      return taken
    },
  }
}
