import type { Icon } from '@tabler/icons-react'
import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs'
import IconEye from '@tabler/icons-react/dist/esm/icons/IconEye.mjs'
import IconHeadset from '@tabler/icons-react/dist/esm/icons/IconHeadset.mjs'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { scopeOf } from '#shared/domain/rights.ts'
import styles from './rail.module.css'

/** Where one can go; only what this console has. */
export function Rail() {
  const { t } = useTranslation('frame')
  const maySupervise = useConsole(({ user }) => scopeOf(user.role, 'call.monitor') !== null)
  return (
    <nav className={styles.rail} id="region-rail" tabIndex={-1} aria-label={t('nav.label')}>
      <span className={styles.logo} aria-hidden="true">
        <IconActivity size={18} />
      </span>
      <RailLink to="/work" icon={IconHeadset} label={t('nav.work')} />
      <RailLink to="/customers/{-$customerId}" icon={IconUsers} label={t('nav.customers')} />
      {maySupervise && <RailLink to="/floor" icon={IconEye} label={t('nav.floor')} />}
      <span className={styles.spacer} />
      <RailLink to="/settings" icon={IconSettings} label={t('nav.settings')} />
    </nav>
  )
}

type LinkProps = { to: '/work' | '/customers/{-$customerId}' | '/floor' | '/settings'; icon: Icon; label: string }

function RailLink({ to, icon: LinkIcon, label }: LinkProps) {
  return (
    <Link to={to} className={styles.link} activeProps={{ 'data-on': true }}>
      <LinkIcon size={18} aria-hidden="true" />
      <span>{label}</span>
    </Link>
  )
}
