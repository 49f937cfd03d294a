import { runTransaction } from '#central/db/run-transaction.ts'
import { markAsBackup } from '#central/site/backup-mark.ts'
import { type AdminCommand, alsoNote } from './admin-command.ts'

export const siteCommands: Record<string, AdminCommand> = {
  async 'site restored'(tools) {
    await runTransaction(tools.db, async (tx) => {
      // nobody here knows from when the copy is
      await markAsBackup(tx, 0)
      await alsoNote(tools, { action: 'site.restored', subject: null })(tx)
    })
    return { ok: true, text: 'At its next start central numbers events anew, and desks push again what it lacks.' }
  },
}
