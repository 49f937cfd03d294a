import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/ui/empty-state.tsx'

export function NotFound() {
  const { t } = useTranslation('frame')
  return <EmptyState text={t('notFound')} action={<Link to="/work">{t('toWork')}</Link>} />
}
