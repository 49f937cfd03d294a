import { Menu, UnstyledButton } from '@mantine/core'
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs'
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { makeInitials } from '#renderer/ui/initials.ts'
import styles from './user-menu.module.css'

/** Who is signed in, the shortcut sheet and the way out. */
export function UserMenu({ onShortcuts, onSignOut }: { onShortcuts: () => void; onSignOut: () => void }) {
  const { t } = useTranslation('frame')
  const user = useConsole((state) => state.user)
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={styles.avatar}>
          <span aria-hidden="true">{makeInitials(user.name)}</span>
          <span className="visually-hidden">{t('user.menu', { name: user.name })}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{joinParts(user.name, user.teamName)}</Menu.Label>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onShortcuts}>
          {t('user.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={onSignOut}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
