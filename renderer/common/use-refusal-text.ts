import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#shared/protocol/error.ts'

/** The sentence for a refusal, in the language on screen. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation('common')
  return useCallback((refusal) => t(`refusal.${refusal.code}`, { replace: refusal.params ?? {} }), [t])
}
