import { lazy, Suspense, useState } from 'react'

const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet }))
const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }))
const SignOutDialog = lazy(async () => ({ default: (await import('./sign-out-dialog.tsx')).SignOutDialog }))

export type Dialog = 'none' | 'palette' | 'shortcuts' | 'sign-in'

type Props = {
  dialog: Dialog
  onClose: () => void
  signOut: { asking: boolean; cancel: () => void; leave: () => Promise<void> }
}

/** The frame's dialogs; none of them is loaded before it is first asked for. */
export function Dialogs({ dialog, onClose, signOut }: Props) {
  const needed = useEverTrue({
    shortcuts: dialog === 'shortcuts',
    signIn: dialog === 'sign-in',
    signOut: signOut.asking,
  })
  return (
    <Suspense fallback={null}>
      {needed.shortcuts && <ShortcutSheet opened={dialog === 'shortcuts'} onClose={onClose} />}
      {needed.signIn && <SignInAgain opened={dialog === 'sign-in'} onClose={onClose} />}
      {needed.signOut && <SignOutDialog opened={signOut.asking} onClose={signOut.cancel} onConfirm={signOut.leave} />}
    </Suspense>
  )
}

/** Each flag stays true once it was: a closed dialog may still be fading out. */
function useEverTrue<K extends string>(flags: Record<K, boolean>): Record<K, boolean> {
  const [ever, setEver] = useState(flags)
  const grown = { ...ever }
  for (const name of Object.keys(flags) as K[]) grown[name] = ever[name] || flags[name]
  if ((Object.keys(flags) as K[]).some((name) => grown[name] !== ever[name])) setEver(grown)
  return grown
}
