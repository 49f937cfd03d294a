import { sendTo } from '#renderer/ring/sink.ts'

/** Plays what the other side sends. `onHeld` hears whether the browser waits for a click before it sounds. */
export function createSoundOut(onHeld: (held: boolean) => void) {
  const element = new Audio()
  element.autoplay = true
  const play = () =>
    element.play().then(
      () => onHeld(false),
      (error: unknown) => {
        // a newer stream took the place of this one before it began: that one will say
        if (error instanceof DOMException && error.name === 'AbortError') return
        onHeld(true)
      },
    )
  return {
    play(stream: MediaStream) {
      element.srcObject = stream
      void play()
    },
    release: () => void play(),
    to: (deviceId: string) => sendTo(element, deviceId),
    stop() {
      element.pause()
      element.srcObject = null
    },
  }
}
