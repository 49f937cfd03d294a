/** Bumped whenever a message changes its shape; `version.test.ts` fails when the schemas change without it. */
export const PROTOCOL_VERSION = 1
