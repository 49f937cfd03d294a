/** What can be told where to sound; not every browser's audio can. */
type WithSink = { setSinkId(deviceId: string): Promise<void> }

function hasSink<T extends object>(output: T): output is T & WithSink {
  return 'setSinkId' in output && typeof output.setSinkId === 'function'
}

/**
 * Sends the sound of `output` to a device, '' for the system's own. Resolves false when it is not there or not
 * allowed: the sound then comes from the system's own, for a ring that nobody hears is worse than a wrong loudspeaker.
 */
export async function sendTo(output: object, deviceId: string): Promise<boolean> {
  if (!hasSink(output)) return deviceId === ''
  try {
    await output.setSinkId(deviceId)
    return true
  } catch {
    if (deviceId !== '') await output.setSinkId('')
    return false
  }
}
