import { useTranslation } from 'react-i18next'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { LoginProblem } from './use-sign-in.ts'

const weaknesses = ['length', 'common', 'repeated', 'login'] as const

/** What went wrong at log-in, as a sentence that says what to do. */
export function useProblemText(): (problem: NonNullable<LoginProblem>) => string {
  const { t } = useTranslation('login')
  const format = useFormat()
  const tell = useRefusalText()
  const tellRefusal = (refusal: Refusal): string => {
    const { code, params = {} } = refusal
    if (code === 'wrong_credentials') return t('error.wrong_credentials')
    if (code === 'central_unavailable' || code === 'link_down') return t('error.central_unavailable')
    if (code === 'too_many_attempts') {
      const seconds = Number(params.seconds)
      if (!Number.isFinite(seconds)) return t('error.too_many_attempts_soon')
      return t('error.too_many_attempts', { wait: format.duration(seconds * 1000) })
    }
    if (code === 'password_too_weak') {
      const why = weaknesses.find((one) => one === params.why) ?? 'length'
      return why === 'length' ? t('weak.length', { min: params.min ?? 15 }) : t(`weak.${why}`)
    }
    return tell(refusal)
  }
  return (problem) => (problem.kind === 'unexpected' ? t('error.unexpected') : tellRefusal(problem.refusal))
}
