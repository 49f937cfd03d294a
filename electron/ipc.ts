import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import { ShellRequest } from '#shared/protocol/shell-port.ts'
import { isAppUrl } from './app-origin.ts'
import type { ConsoleContents, IpcEvent, IpcPort } from './electron-port.ts'

export const REQUEST_CHANNEL = 'desk:request'
export const NOTICE_CHANNEL = 'desk:notice'

/** Whether a message comes from the top frame of our own window, showing our own page, and still alive. */
export function isTrustedSender(event: IpcEvent, ours: ConsoleContents | null): boolean {
  if (ours === null || event.sender !== ours) return false
  try {
    const frame = event.senderFrame
    if (ours.isDestroyed() || frame === null || frame.parent !== null) return false
    return frame.frameTreeNodeId === ours.mainFrame.frameTreeNodeId && isAppUrl(frame.url)
  } catch {
    // Electron throws when a frame was disposed between the message and this line: nobody is left to answer
    return false
  }
}

type Answer = (request: ShellRequest) => Promise<unknown>

/** The one request channel. A stranger and a malformed message get a refusal and reach nothing. */
export function answerConsole(ipcMain: IpcPort, contents: () => ConsoleContents | null, answer: Answer): void {
  ipcMain.handle(REQUEST_CHANNEL, async (event, message) => {
    if (!isTrustedSender(event, contents())) return refuse('forbidden')
    const request = ShellRequest.safeParse(message)
    return request.success ? answer(request.data) : refuse('bad_request')
  })
}

/** Pushes a notice to the console, if there is one. */
export function tellConsole(contents: ConsoleContents | null, notice: DeskNotice): void {
  if (contents !== null && !contents.isDestroyed()) contents.send(NOTICE_CHANNEL, notice)
}
