import type { z } from 'zod'
import { LINK_LIMITS, LINK_PATH } from '#shared/protocol/envelope.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'
import { wire } from '#shared/protocol/wire.ts'
import { describeType, spellOut } from './describe-type.ts'
import { namedShapes } from './named-shapes.ts'

const SHARED = 'Shared shapes'

/** docs/protocol.md: every message between desk and central, printed from the schemas that check it. */
export function printProtocolPage(): string {
  const shared = { title: SHARED, intro: 'Named in the messages above.', messages: namedShapes }
  const shown = wire.map(({ messages, ...rest }) => ({ ...rest, messages: withoutNamed(messages) }))
  const chapters = [...shown, shared]
    .filter(hasMessages)
    .flatMap(({ title, intro, messages }) => [
      `## ${title}`,
      '',
      intro,
      '',
      ...Object.entries(messages).flatMap(([name, schema]) => [
        `### ${name}`,
        '',
        '```ts',
        (title === SHARED ? spellOut(schema) : describeType(schema)).trimStart(),
        '```',
        '',
      ]),
    ])
  return [
    '# The link',
    '',
    'Printed by `npm run docs` from the schemas in `shared/protocol`.',
    '',
    `Version ${PROTOCOL_VERSION}, spoken over socket.io at \`${LINK_PATH}\` (WebSocket only). Ids are opaque strings, times are`,
    'integer milliseconds since the epoch, phone numbers are E.164. Keys that are not named here are refused.',
    '',
    '| limit | value |',
    '|---|---|',
    ...Object.entries(LINK_LIMITS).map(([name, value]) => `| ${name} | ${value} |`),
    '',
    ...chapters,
  ].join('\n')
}

function withoutNamed(messages: Record<string, z.ZodType>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(messages).filter(([name]) => !Object.hasOwn(namedShapes, name)))
}

function hasMessages(chapter: { messages: object }): boolean {
  return Object.keys(chapter.messages).length > 0
}
