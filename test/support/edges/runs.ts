/** How many values each field gets. `--size full` asks ten times as many; a shorter look while working is RINGDESK_EDGE_RUNS. */
export const RUNS =
  Number(process.env.RINGDESK_EDGE_RUNS ?? 0) || (process.env.RINGDESK_TEST_SIZE === 'full' ? 10_000 : 1_000)
/** Of the values that are let through, so many are carried out: they do real work, tested elsewhere. */
export const CARRIED_OUT = Math.ceil(RUNS / 25)
