import type { MicrophoneTrials } from '#renderer/softphone/audio/try-microphone.ts'
import type { MediaNews, MediaOrder } from '#shared/protocol/media-port.ts'

type Order<K extends MediaOrder['kind']> = Extract<MediaOrder, { kind: K }>

/** The trials that a console asked for, by its question: none goes on that nobody can end. */
export function hostTrials(trials: MicrophoneTrials, tell: (news: MediaNews) => void) {
  const running = new Map<string, () => void>()
  const end = (askId: string) => {
    running.get(askId)?.()
    running.delete(askId)
  }
  return {
    listen({ askId, microphone }: Order<'listen'>): void {
      end(askId)
      running.set(
        askId,
        trials.listen(microphone, (heard) => tell({ askId, ...heard })),
      )
    },
    echo({ askId, devices }: Order<'echo'>): void {
      end(askId)
      running.set(
        askId,
        trials.echo(devices, (heard) =>
          tell(heard.kind === 'refused' ? { askId, ...heard } : { kind: 'echo', askId, echo: heard.kind }),
        ),
      )
    },
    end,
    endAll(): void {
      for (const askId of [...running.keys()]) end(askId)
    },
  }
}
