import { readAgentParty } from '#central/agents/agent-party.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { UserId } from '#shared/protocol/ids.ts'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import type { FlowContext } from './flow-context.ts'

/**
 * What makes a console the telephone of this person; `none` for who has a desk phone or a number, and where no line
 * has softphones. Refuses with `line_unreachable` while the line cannot be asked. The answer is a secret: logged nowhere.
 */
export async function issuePhone(
  { db, lines, clock, log }: Pick<FlowContext, 'db' | 'lines' | 'clock' | 'log'>,
  user: { userId: UserId; login: string },
): Promise<Outcome<PhoneCredentials>> {
  const issuer = lines.all().find((line) => line.issuePhone !== undefined)
  const { kind, address } = await readAgentParty(db, user.userId)
  // who has a desk phone or a number: their console is no telephone
  if (issuer?.issuePhone === undefined || kind !== 'client') return accept({ kind: 'none' })
  try {
    return accept(await issuer.issuePhone({ userId: user.userId, login: user.login, address, now: clock.now() }))
  } catch (error) {
    log.warn({ err: error, userId: user.userId, line: issuer.name }, 'no softphone could be issued')
    return refuse('line_unreachable')
  }
}
