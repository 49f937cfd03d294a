import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import { ShellRequest } from '#shared/protocol/shell-port.ts'
import { isAppUrl } from './app-origin.ts'

export const REQUEST_CHANNEL = 'desk:request'
export const NOTICE_CHANNEL = 'desk:notice'

/** Whether a message comes from the top frame of our own window, showing our own page, and still alive. */
export function isTrustedSender(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  ours: WebContents | null,
): boolean {
  const frame = event.senderFrame
  if (ours === null || ours.isDestroyed() || event.sender !== ours || frame === null) return false
  return frame.parent === null && frame === ours.mainFrame && isAppUrl(frame.url)
}

type Answer = (request: ShellRequest) => Promise<unknown>

/** The one request channel. A stranger and a malformed message get a refusal and reach nothing. */
export function answerConsole(
  ipcMain: Pick<IpcMain, 'handle'>,
  contents: () => WebContents | null,
  answer: Answer,
): void {
  ipcMain.handle(REQUEST_CHANNEL, async (event, message: unknown) => {
    if (!isTrustedSender(event, contents())) return refuse('forbidden')
    const request = ShellRequest.safeParse(message)
    return request.success ? answer(request.data) : refuse('bad_request')
  })
}

/** Pushes a notice to the console, if there is one. */
export function tellConsole(contents: WebContents | null, notice: DeskNotice): void {
  if (contents !== null && !contents.isDestroyed()) contents.send(NOTICE_CHANNEL, notice)
}
