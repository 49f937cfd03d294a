import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from './tell.ts'

type Props = { onFailed: () => void; children: ReactNode }

/** Around what floats over the screen: when it cannot be shown, a short message says so and the screen goes on. */
export function QuietBoundary({ onFailed, children }: Props) {
  const { t } = useTranslation('common')
  const fail = () => {
    tell.bad(t('panelFailed'))
    onFailed()
  }
  return <Catcher onFailed={fail}>{children}</Catcher>
}

class Catcher extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
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
