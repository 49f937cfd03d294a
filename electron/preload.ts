import { contextBridge, ipcRenderer } from 'electron'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import type { MediaBridge, MediaNews } from '#shared/protocol/media-port.ts'
import type { ShellBridge } from '#shared/protocol/shell-port.ts'

/** Exactly the desk's port and nothing else: one request channel, one notice channel. Both sides parse. */
const bridge: ShellBridge = {
  request: (message) => ipcRenderer.invoke('desk:request', message),
  onNotice: (listener) => {
    const hear = (_event: unknown, notice: DeskNotice) => listener(notice)
    ipcRenderer.on('desk:notice', hear)
    return () => {
      ipcRenderer.off('desk:notice', hear)
    }
  },
}

/** What the window that is the telephone is ordered, and what it tells. */
const media: MediaBridge = {
  order: (order) => ipcRenderer.invoke('media:order', order),
  onNews: (listener) => {
    const hear = (_event: unknown, news: MediaNews) => listener(news)
    ipcRenderer.on('media:news', hear)
    return () => {
      ipcRenderer.off('media:news', hear)
    }
  },
}

contextBridge.exposeInMainWorld('ringdesk', bridge)
contextBridge.exposeInMainWorld('ringdeskMedia', media)
