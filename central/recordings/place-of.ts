import type { RecordingId } from '#shared/protocol/ids.ts'

/**
 * Where a recording lies in its store. A folder with a hundred thousand files is slow to list, for people and for
 * backups: the end of an id divides them evenly, for ids begin with their time.
 */
export const placeOf = (id: RecordingId) => `${`${id}`.slice(-2)}/${id}.wav`
