/** Hears when the agent, or the system for them, blocks the microphone and when it is free again. Returns the stop. */
export function watchPermission(
  permissions: Pick<Permissions, 'query'> | undefined,
  onDenied: (denied: boolean) => void,
): () => void {
  let stop = () => {}
  let gone = false
  permissions?.query({ name: 'microphone' }).then(
    (status) => {
      if (gone) return
      const tell = () => onDenied(status.state === 'denied')
      if (status.state === 'denied') tell()
      status.addEventListener('change', tell)
      stop = () => status.removeEventListener('change', tell)
    },
    // a browser that does not know this permission tells when the microphone is opened
    () => {},
  )
  return () => {
    gone = true
    stop()
  }
}
