import { createHashHistory, createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import { lazy } from 'react'
import { z } from 'zod'
import { InteractionId, TaskId } from '#shared/protocol/ids.ts'
import { AppFrame } from './frame/app-frame.tsx'
import { NotFound } from './frame/not-found.tsx'
import { WorkCentre } from './frame/work-centre.tsx'

const CustomersRoute = lazy(async () => ({ default: (await import('./frame/customers-route.tsx')).CustomersRoute }))
const FloorPage = lazy(async () => ({ default: (await import('#renderer/floor/floor-page.tsx')).FloorPage }))
const SettingsPage = lazy(async () => ({
  default: (await import('#renderer/settings/settings-page.tsx')).SettingsPage,
}))
const UnsentPage = lazy(async () => ({ default: (await import('#renderer/unsent/unsent-page.tsx')).UnsentPage }))

const root = createRootRoute({ component: AppFrame, notFoundComponent: NotFound })
const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/work', search: {} })
  },
})
const work = createRoute({
  getParentRoute: () => root,
  path: '/work',
  validateSearch: z.object({
    task: TaskId.optional().catch(undefined),
    /** a call that is over and waits for its customer */
    call: InteractionId.optional().catch(undefined),
  }),
  component: WorkCentre,
})
const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers/{-$customerId}',
  validateSearch: z.object({
    create: z.boolean().optional().catch(undefined),
    /** what to look for at once, e.g. the number of a tel: link */
    find: z.string().max(200).optional().catch(undefined),
  }),
  component: CustomersRoute,
})
const floor = createRoute({ getParentRoute: () => root, path: '/floor', component: FloorPage })
const settings = createRoute({ getParentRoute: () => root, path: '/settings', component: SettingsPage })
const unsent = createRoute({ getParentRoute: () => root, path: '/unsent', component: UnsentPage })

/** Hash history: the same build runs on the web shell's address and on the desktop's app:// protocol. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([index, work, customers, floor, settings, unsent]),
    history: createHashHistory(),
    defaultPreload: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
