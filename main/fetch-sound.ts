import { RecordingId } from '#shared/protocol/ids.ts'

const PASSED_ON = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'cache-control']

export type SoundRequest = { recordingId: string; token: string | null; range: string | null }

/**
 * The sound of a recording for a player of this computer, as central gives it: status, range and stream. The token
 * stays on this side. 503 when central cannot be reached.
 */
export async function fetchSound(centralUrl: string, { recordingId, token, range }: SoundRequest): Promise<Response> {
  const id = RecordingId.safeParse(recordingId)
  if (!id.success) return new Response(null, { status: 404 })
  if (token === null) return new Response(null, { status: 401 })
  try {
    const answer = await fetch(new URL(`/api/v1/recordings/${id.data}/audio`, centralUrl), {
      redirect: 'error',
      headers: { authorization: `Bearer ${token}`, ...(range === null ? {} : { range }) },
    })
    const headers = PASSED_ON.flatMap((name) => {
      const value = answer.headers.get(name)
      return value === null ? [] : [[name, value] as [string, string]]
    })
    return new Response(answer.body, { status: answer.status, headers })
  } catch (error) {
    // how fetch says that nobody answered
    if (error instanceof TypeError) return new Response(null, { status: 503 })
    throw error
  }
}
