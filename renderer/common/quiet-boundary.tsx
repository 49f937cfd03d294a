import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from './tell.ts'

type Props = {
  /** something in here is asked for now; what failed is tried again when that is so anew, and only then */
  asked: boolean
  onFailed: () => void
  children: ReactNode
}

/** Around what floats over the screen: when it cannot be shown, a short message says so and the screen goes on. */
export function QuietBoundary({ asked, onFailed, children }: Props) {
  const { t } = useTranslation('common')
  const fail = () => {
    tell.bad(t('panelFailed'))
    onFailed()
  }
  return (
    <Catcher asked={asked} onFailed={fail}>
      {children}
    </Catcher>
  )
}

type State = { failed: boolean; asked: boolean }

class Catcher extends Component<Props, State> {
  override state: State = { failed: false, asked: false }

  /** One try for each asking: what throws whenever it is drawn would otherwise be drawn without end. */
  static getDerivedStateFromProps({ asked }: Props, { failed, asked: before }: State): State {
    return { failed: failed && !(asked && !before), asked }
  }

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    console.error(error)
    this.props.onFailed()
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children
  }
}
