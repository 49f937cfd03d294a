import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import type { Console } from '#renderer/state/console-context.tsx'
import { followPhone } from './follow-phone.ts'

/** The softphone lives as long as the log-in, whatever is on screen. */
export function useFollowedPhone(tools: Console): void {
  const { t } = useTranslation('softphone')
  const say = useRef(t)
  useEffect(() => {
    say.current = t
  })
  useEffect(() => followPhone(tools, (use, device) => tell.bad(say.current(`gone.${use}`, { device }))), [tools])
}
