import { markAsBackup } from '#central/site/backup-mark.ts'
import type { AdminCommand } from './admin-command.ts'

export const siteCommands: Record<string, AdminCommand> = {
  async 'site restored'({ db }) {
    // nobody here knows from when the copy is
    await markAsBackup(db, 0)
    return { ok: true, text: 'At its next start central numbers events anew, and desks push again what it lacks.' }
  },
}
