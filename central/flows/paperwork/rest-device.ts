import { DeviceId, type UserId } from '#shared/protocol/ids.ts'

const PREFIX = 'rest-'

/** Under which device a user's REST writes are numbered. No desk may say that it is one. */
export function restDeviceOf(userId: UserId): DeviceId {
  return DeviceId.parse(`${PREFIX}${userId}`)
}

export function isRestDevice(deviceId: DeviceId): boolean {
  return deviceId.startsWith(PREFIX)
}
