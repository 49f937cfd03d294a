import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from '#shared/protocol/error.ts'

const API = '/api/v1/'
const refusal = z.toJSONSchema(Refusal)

/**
 * A route as the OpenAPI document tells it: what the schemas say, and what every route shares. One without an answer
 * of its own answers 204; any may refuse; only those who said `public` want no session. Webhooks of a provider are
 * that provider's business and not told.
 */
export const describeRoute: typeof jsonSchemaTransform = (given) => {
  const { schema, url } = jsonSchemaTransform(given)
  if (!url.startsWith(API) || schema?.hide) return { schema: { ...schema, hide: true }, url }
  const { access } = given.route.config ?? {}
  const answers = schema?.response ?? { 204: { type: 'null', description: 'Done.' } }
  return {
    url,
    schema: {
      ...schema,
      tags: [url.slice(API.length).split('/', 1)[0] ?? ''],
      response: { ...answers, default: { ...refusal, description: 'Refused: the code says why.' } },
      ...(access === 'public' ? { security: [] } : {}),
    },
  }
}
