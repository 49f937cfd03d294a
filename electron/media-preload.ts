import { contextBridge, ipcRenderer } from 'electron'
import type { ConsoleBridge, MediaOrder } from '#shared/protocol/media-port.ts'

/** Of the media window: what it tells the console and what it is ordered, and nothing of the desk. Both sides parse. */
const bridge: ConsoleBridge = {
  tell: (news) => ipcRenderer.invoke('media:news', news),
  onOrder: (listener) => {
    const hear = (_event: unknown, order: MediaOrder) => listener(order)
    ipcRenderer.on('media:order', hear)
    return () => {
      ipcRenderer.off('media:order', hear)
    }
  },
}

contextBridge.exposeInMainWorld('ringdeskConsole', bridge)
