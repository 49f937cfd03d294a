import { Button } from '@mantine/core'
import IconMapOff from '@tabler/icons-react/dist/esm/icons/IconMapOff.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import styles from './idle-centre.module.css'

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation('frame')
  return (
    <div className={styles.centre}>
      <EmptyState
        icon={<IconMapOff size={28} />}
        text={t('notFound')}
        action={
          <Button component={Link} to="/work">
            {t('toWork')}
          </Button>
        }
      />
    </div>
  )
}
