/** A process cannot start for a reason that a person can mend: one sentence, exit code 1, no stack. */
export class StartRefused extends Error {}
