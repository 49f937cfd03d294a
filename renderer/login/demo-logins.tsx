import { Button } from '@mantine/core'
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { Role } from '#shared/protocol/agent-state.ts'
import type { Credentials, ShellInfo } from '#shared/protocol/desk-port.ts'
import styles from './login-page.module.css'

type Props = { logins: ShellInfo['demoLogins']; busy: boolean; onChoose: (credentials: Credentials) => void }

/** In the demo a visitor signs in with one click; elsewhere the shell gives none. */
export function DemoLogins({ logins, busy, onChoose }: Props) {
  const { t } = useTranslation('login')
  if (logins.length === 0) return null
  return (
    <section className={styles.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{t('demo.title')}</h2>
      <div className={styles.chips}>
        {logins.map(({ login, password, name, role }) => {
          const known = Role.safeParse(role)
          return (
            <Button
              key={login}
              variant="default"
              disabled={busy}
              leftSection={<IconUser size={14} aria-hidden="true" />}
              onClick={() => onChoose({ login, password })}
            >
              {joinParts(name, known.success ? t(`role.${known.data}`) : role)}
            </Button>
          )
        })}
      </div>
    </section>
  )
}
