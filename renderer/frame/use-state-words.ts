import { useTranslation } from 'react-i18next'
import type { AgentState, RequestedState } from '#shared/protocol/agent-state.ts'

/** States in words: a not-ready state is named by its reason. */
export function useStateWords() {
  const { t } = useTranslation('frame')
  return {
    nameState: (state: AgentState, { held, noQueue }: { held: boolean; noQueue: boolean }) => {
      if (noQueue) return t('state.noQueue')
      if (state.kind === 'not_ready') return t(`reason.${state.reason}`)
      return t(held && state.kind === 'on_call' ? 'state.held' : `state.${state.kind}`)
    },
    nameRequested: (state: RequestedState) =>
      state.kind === 'not_ready' ? t(`reason.${state.reason}`) : t(`state.${state.kind}`),
  }
}
