/**
 * What a conference reports. Whoever joins first fixes it and the address for everybody, so every way into a
 * conference sends the same.
 */
export const conferenceEvents = ['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify'] as const
