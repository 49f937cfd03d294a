import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// where the three screens begin
const loginStart = '/renderer/login/login-page.tsx'
const consoleStart = '/renderer/frame/console-gate.tsx'
const callStarts = [
  '/renderer/frame/bar-status.tsx',
  '/renderer/call/conversation.tsx',
  '/renderer/customer/customer-record.tsx',
  '/renderer/customer/link/call-customer.tsx',
]

/**
 * Gathers what the log-in needs into one chunk, what the console needs on top into a second, and what a call needs on
 * top of that into a third, which is fetched behind the drawn console. Left alone, each module that a lazy page shares
 * with them becomes a file of its own: eighty requests, and a sixth more bytes because small files compress badly.
 */
function gatherScreens(): { plugin: Plugin; login: Set<string>; console: Set<string>; call: Set<string> } {
  const login = new Set<string>()
  const console = new Set<string>()
  const call = new Set<string>()
  return {
    login,
    console,
    call,
    plugin: {
      name: 'ringdesk:gather-screens',
      buildEnd() {
        const gather = (into: Set<string>, isStart: (id: string) => boolean) => {
          const open = [...this.getModuleIds()].filter(isStart)
          for (let id = open.pop(); id !== undefined; id = open.pop()) {
            // through the component library's index everything it has would count as needed
            if (into.has(id) || id.includes('/@mantine/core/')) continue
            into.add(id)
            open.push(...(this.getModuleInfo(id)?.importedIds ?? []))
          }
        }
        gather(login, (id) => this.getModuleInfo(id)?.isEntry === true || id.endsWith(loginStart))
        gather(console, (id) => id.endsWith(consoleStart))
        gather(call, (id) => callStarts.some((start) => id.endsWith(start)))
      },
    },
  }
}

const screens = gatherScreens()

export default defineConfig({
  root: import.meta.dirname,
  // relative addresses: the same build is served by the web shell and by the desktop's app:// protocol
  base: './',
  plugins: [react(), screens.plugin],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    // whose work is in the bundle, with the words under which it may be there
    license: { fileName: 'third-party-notices.md' },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // first, and with all it needs: the log-in must never wait for the console
            { name: 'login', test: (moduleId) => screens.login.has(moduleId), priority: 3 },
            { name: 'console', test: (moduleId) => screens.console.has(moduleId), priority: 2 },
            { name: 'call', test: (moduleId) => screens.call.has(moduleId), priority: 1 },
          ],
        },
      },
    },
  },
})
