/** One scripted caller: who, whereto, and how they behave. Times in ms. */
export type CallerScript = {
  /** null: the number is withheld */
  from: string | null
  to: string
  /** hangs up when not talking to anybody by then */
  patienceMs?: number
  /** how long they talk once connected */
  talkMs?: number
  /** who ends the conversation: the caller after `talkMs`, or they wait for the agent to */
  hangUp?: 'caller' | 'agent'
  /** how long they speak after the beep, and then hang up; 0: they say nothing */
  messageMs?: number
}

export const callerDefaults = { patienceMs: 180_000, talkMs: 240_000, hangUp: 'caller', messageMs: 8_000 } as const

/** How an agent's telephone behaves: by default it is picked up at once, as a soft phone that answers by itself. */
export type PhoneBehaviour =
  /**
   * `talksMs`: hangs up so long after; without it talks for as long as the others do. `isMachine`: nobody is there, and
   * a machine speaks, which presses no key when it is asked to.
   */
  | { kind: 'picks-up'; afterMs: number; talksMs?: number; isMachine?: boolean }
  /** `ringsMs`: the network gives up sooner than who dials */
  | { kind: 'never'; ringsMs?: number }
  | { kind: 'busy' }
  | { kind: 'unreachable' }
  /** turned down by hand */
  | { kind: 'rejected' }

/** Trouble on the way from the line to central, for tests: shares in [0, 1]. */
export type LineFaults = {
  /** delivered late by up to `lateByMs`, and so out of order */
  late: number
  lateByMs: number
  doubled: number
  swallowed: number
}

export const noFaults: LineFaults = { late: 0, lateByMs: 0, doubled: 0, swallowed: 0 }
