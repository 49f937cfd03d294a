/**
 * How long the link waits for what. Kept together, for they lean on each other: a desk must give up on a dead line
 * before its lease (`LINK_LIMITS`) runs out, and must not knock anew while a busy central is still about to answer.
 */

/** A central that just started greets hundreds; who hangs up and knocks again only makes it longer. */
export const WELCOME_MS = 10_000
/** One connection is given up after this at the latest; the wait for the welcome is shorter and does it before. */
export const CONNECT_MS = 20_000
/** An attempt that went into a dead line must not outlast the line's return: after this another one stands beside it. */
export const BESIDE_MS = 1_200
/** Later ones come less often, for hundreds of desks before a busy central; a desk is late by as much after a cut. */
export const BESIDE_MOST_MS = 1_800

/** Central will not change its mind about a version within seconds. */
export const OTHER_VERSION_MS = 30_000

export const LIVE_MS = 5_000
export const QUERY_MS = 3_000
/** A full batch on a slow database takes seconds; past this the same batch is simply sent again. */
export const PAPERWORK_MS = 15_000
