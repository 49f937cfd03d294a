import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallColumn } from '#renderer/call/call-column.tsx'
import { PanelBoundary } from '#renderer/common/panel-boundary.tsx'
import { QuietBoundary } from '#renderer/common/quiet-boundary.tsx'
import { RingAlarm } from '#renderer/ring/ring-alarm.tsx'
import { PhoneTrouble } from '#renderer/softphone/phone-trouble.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useShortcut } from '#renderer/state/use-shortcut.ts'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import { WorkColumn } from '#renderer/work/work-column.tsx'
import { Announcer } from './announcer.tsx'
import styles from './app-frame.module.css'
import { type Dialog, Dialogs } from './dialogs.tsx'
import { LinkBanner } from './link-banner.tsx'
import { PaletteHost } from './palette-host.tsx'
import { Rail } from './rail.tsx'
import { focusNextRegion } from './regions.ts'
import { TopBar } from './top-bar.tsx'
import { useAppliedPreferences } from './use-applied-preferences.ts'
import { useFollowCall } from './use-follow-call.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { usePickUpShortcut } from './use-pick-up-shortcut.ts'
import { useSignOut } from './use-sign-out.ts'
import { useStateShortcuts } from './use-state-shortcuts.ts'

const StoreBanner = lazy(async () => ({ default: (await import('./store-banner.tsx')).StoreBanner }))

/** Left my work, centre the customer, right the call: nothing moves between the columns. */
export function AppFrame() {
  const { t } = useTranslation('frame')
  const [dialog, setDialog] = useState<Dialog>('none')
  const signOut = useSignOut()
  const hasStoreTrouble = useConsole((state) => state.sync.storeTrouble !== null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const withWork = path.startsWith('/work') || path.startsWith('/customers')
  const close = () => setDialog('none')
  const forgetDialog = () => {
    close()
    signOut.cancel()
  }
  useShortcut('palette', () => setDialog('palette'))
  useShortcut('shortcuts', () => setDialog('shortcuts'))
  useShortcut('next-region', () => focusNextRegion(document))

  return (
    <div className={styles.app}>
      <button type="button" className={styles.skip} onClick={() => document.getElementById('region-call')?.focus()}>
        {t('skip')}
      </button>
      <Rail />
      <div className={styles.page}>
        <TopBar
          onSearch={() => setDialog('palette')}
          onShortcuts={() => setDialog('shortcuts')}
          onSignOut={signOut.request}
        />
        <LinkBanner onSignInAgain={() => setDialog('sign-in')} />
        {hasStoreTrouble && (
          <Suspense fallback={null}>
            <StoreBanner />
          </Suspense>
        )}
        <PhoneTrouble />
        <div
          className={styles.columns}
          data-work={withWork || undefined}
          data-centre={path === '/work' ? 'work' : 'page'}
        >
          {withWork && (
            <aside className={styles.work} id="region-work" tabIndex={-1} aria-label={t('region.work')}>
              <PanelBoundary>
                <WorkColumn />
              </PanelBoundary>
            </aside>
          )}
          <main className={styles.main} id="region-main" tabIndex={-1} aria-label={t('region.main')}>
            {/* a page that failed does not stand in the way of the next */}
            <PanelBoundary key={path.split('/')[1]}>
              <Suspense fallback={<Skeletons rows={6} height={48} label={t('loading', { ns: 'common' })} />}>
                <Outlet />
              </Suspense>
            </PanelBoundary>
          </main>
          <aside className={styles.call} id="region-call" tabIndex={-1} aria-label={t('region.call')}>
            <PanelBoundary>
              <CallColumn />
            </PanelBoundary>
          </aside>
        </div>
      </div>
      <FrameHabits />
      <RingAlarm />
      <Announcer />
      <QuietBoundary asked={dialog === 'palette'} onFailed={forgetDialog}>
        <PaletteHost
          opened={dialog === 'palette'}
          onClose={close}
          onShortcuts={() => setDialog('shortcuts')}
          onSignOut={signOut.request}
        />
      </QuietBoundary>
      <QuietBoundary asked={dialog === 'shortcuts' || dialog === 'sign-in' || signOut.asking} onFailed={forgetDialog}>
        <Dialogs dialog={dialog} onClose={close} signOut={signOut} />
      </QuietBoundary>
    </div>
  )
}

/** What the frame does without showing anything. On its own, so that a ring does not draw the whole frame again. */
function FrameHabits() {
  useAppliedPreferences()
  useFollowCall()
  useLeaveGuard()
  useStateShortcuts()
  usePickUpShortcut()
  return null
}
