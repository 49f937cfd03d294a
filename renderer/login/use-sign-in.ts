import { useState } from 'react'
import type { Backend } from '#renderer/backend/backend.ts'
import type { Credentials } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'

/** `unexpected`: the shell did not answer as a shell does. */
export type LoginProblem = { kind: 'refused'; refusal: Refusal } | { kind: 'unexpected' } | null

type SignIn = {
  problem: LoginProblem
  busy: boolean
  /** Resolves with the refusal, or null when it worked or failed unexpectedly. */
  signIn: (credentials: Credentials) => Promise<Refusal | null>
  forget: () => void
}

/** One log-in at a time; what went wrong stays until the next try. */
export function useSignIn(
  backend: Pick<Backend, 'signIn'>,
  notice: Refusal | null,
  onSignedIn: (user: SignedInUser) => void,
): SignIn {
  const [problem, setProblem] = useState<LoginProblem>(notice && { kind: 'refused', refusal: notice })
  const [busy, setBusy] = useState(false)
  async function signIn(credentials: Credentials): Promise<Refusal | null> {
    setBusy(true)
    try {
      const answer = await backend.signIn(credentials)
      setProblem(answer.ok ? null : { kind: 'refused', refusal: answer.refusal })
      if (!answer.ok) return answer.refusal
      onSignedIn(answer.user)
    } catch (error) {
      // the shell is gone or answers with something else: the agent is told, the cause goes to the shell's console
      console.error(error)
      setProblem({ kind: 'unexpected' })
    } finally {
      setBusy(false)
    }
    return null
  }
  return { problem, busy, signIn, forget: () => setProblem(null) }
}
