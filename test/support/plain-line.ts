import type { LineAnswer, LineCommand, TelephonyAdapter } from '#central/telephony/adapter.ts'

/** A line that answers every command as it is told to, reports nothing and knows no legs. */
export function createPlainLine(answer: (command: LineCommand) => LineAnswer = () => ({ ok: true })): TelephonyAdapter {
  return {
    name: 'plain',
    capabilities: {
      park: true,
      mute: true,
      say: true,
      listen: true,
      record: false,
      dtmf: true,
      confirmsAgentLeg: false,
      voicemail: false,
      callOut: true,
      detectsMachines: false,
      maxLegs: 3,
    },
    start: async () => {},
    stop: async () => {},
    snapshot: async () => [],
    do: async (command) => answer(command),
  }
}
