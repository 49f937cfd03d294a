import '#renderer/ui/styles.ts'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app.tsx'
import { chooseBackend } from './backend/choose-backend.ts'
import { startI18n } from './i18n/start-i18n.ts'
import { browserClock } from './state/clock-browser.ts'
import { browserRandom } from './state/random-browser.ts'
import { recallLanguage } from './state/remembered.ts'

// the page's content policy forbids eval; without this zod tries it and the browser reports a violation
z.config({ jitless: true })

/** Not awaited at the top: what is imported on demand shares a chunk with this file and would wait for it for ever. */
async function main(root: HTMLElement): Promise<void> {
  const [backend, i18n] = await Promise.all([chooseBackend(browserClock), startI18n(recallLanguage())])
  createRoot(root).render(<App backend={backend} i18n={i18n} clock={browserClock} random={browserRandom} />)
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
void main(root)
