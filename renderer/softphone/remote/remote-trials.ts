import type { Clock } from '#shared/domain/clock.ts'
import type { MediaNews, MediaOrder } from '#shared/protocol/media-port.ts'
import { type MicrophoneTrials, tryMicrophone } from '../audio/try-microphone.ts'
import { nameQuestion } from './ask-media.ts'
import { chooseMedia, type MediaLink } from './media-link.ts'

/** Microphones are tried where they may be opened: in the media window of the desktop app, else here. */
export function chooseTrials(clock: Clock): MicrophoneTrials {
  const media = chooseMedia()
  return media === null ? tryMicrophone(clock) : tryRemotely(media, clock)
}

export function tryRemotely(media: MediaLink, clock: Clock): MicrophoneTrials {
  function begin(write: (askId: string) => MediaOrder, hear: (news: MediaNews) => void): () => void {
    const askId = nameQuestion(clock)
    const stop = media.onNews((news) => {
      if ('askId' in news && news.askId === askId) hear(news)
    })
    media.order(write(askId))
    return () => {
      stop()
      media.order({ kind: 'end-trial', askId })
    }
  }
  return {
    listen: (microphone, tell) =>
      begin(
        (askId) => ({ kind: 'listen', askId, microphone }),
        (news) => {
          if (news.kind === 'level' || news.kind === 'refused') tell(news)
        },
      ),
    echo: (devices, tell) =>
      begin(
        (askId) => ({ kind: 'echo', askId, devices }),
        (news) => {
          if (news.kind === 'refused') tell(news)
          if (news.kind === 'echo') tell({ kind: news.echo })
        },
      ),
  }
}
