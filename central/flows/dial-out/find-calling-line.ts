import type { FlowContext } from '#central/flows/flow-context.ts'
import type { TelephonyAdapter } from '#central/telephony/adapter.ts'

/** The line on which agents call somebody; null where none can. */
export function findCallingLine(lines: FlowContext['lines']): TelephonyAdapter | null {
  return lines.all().find(({ capabilities }) => capabilities.callOut) ?? null
}
