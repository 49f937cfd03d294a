import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReadyLine, type Verdict } from '#renderer/login/ready-line.tsx'
import { usePhone } from '#renderer/state/console-context.tsx'
import { isConnection, type PhoneState } from '#renderer/state/phone-state.ts'

/** The softphone in the ready check; nothing for who has another telephone. */
export function PhoneLine() {
  const { t } = useTranslation('softphone')
  const { state, control } = usePhone((phone) => phone)
  const [test, setTest] = useState<'untested' | 'testing' | 'works'>('untested')
  if (state.kind === 'asking' || state.kind === 'none') return null
  const run = async () => {
    if (control === null) return
    setTest('testing')
    setTest((await control.testMicrophone()) === null ? 'works' : 'untested')
  }
  const testable =
    control !== null && (state.kind === 'ready' || (state.kind === 'failed' && !isConnection(state.problem)))
  const fix = (
    <Button variant="default" loading={test === 'testing'} onClick={() => void run()}>
      {t('ready.test')}
    </Button>
  )
  const text = state.kind === 'failed' ? t(`problem.${state.problem}`) : t(`ready.${nameText(state, test)}`)
  return <ReadyLine title={t('ready.title')} verdict={judge(state, test)} text={text} fix={testable ? fix : null} />
}

type Shown = Exclude<PhoneState, { kind: 'asking' | 'none' }>

function judge(state: Shown, test: 'untested' | 'testing' | 'works'): Verdict {
  if (state.kind === 'failed') return 'bad'
  if (state.kind === 'starting' || test === 'testing') return 'checking'
  return state.kind === 'ready' && test === 'untested' ? 'untested' : 'good'
}

function nameText(state: Exclude<Shown, { kind: 'failed' }>, test: 'untested' | 'testing' | 'works') {
  if (state.kind === 'ready') return test
  return state.kind === 'talking' ? 'works' : state.kind
}
