import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '#renderer/ui/error-state.tsx'

type State = { error: Error | null }

/** Keeps a failed panel to itself: the dock stays, the agent can try again and tell the code. */
export class PanelBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return <FailedPanel error={error} onRetry={() => this.setState({ error: null })} />
  }
}

function FailedPanel({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation('common')
  return (
    <ErrorState
      text={t('panelFailed')}
      code={`${error.name}: ${error.message}`.slice(0, 120)}
      retryLabel={t('retry')}
      onRetry={onRetry}
    />
  )
}
