import type { z } from 'zod'
import {
  DeskAnswer,
  DeskNotice,
  DeskQueryAnswer,
  DeskSnapshot,
  ShellInfo,
  SignInAnswer,
} from '#shared/protocol/desk-port.ts'
import { SignedInUser } from '#shared/protocol/envelope.ts'
import type { ShellBridge, ShellRequest } from '#shared/protocol/shell-port.ts'
import type { Backend } from './backend.ts'

/** The desk in the desktop app's main process, reached over the preload's one pair of messages. */
export function makeElectronBackend(bridge: ShellBridge): Backend {
  const ask = async <T>(schema: z.ZodType<T>, message: ShellRequest) => schema.parse(await bridge.request(message))
  return {
    shell: () => ask(ShellInfo, { kind: 'shell' }),
    session: () => ask(SignedInUser.nullable(), { kind: 'session' }),
    signIn: (credentials) => ask(SignInAnswer, { kind: 'sign-in', credentials }),
    signOut: async () => {
      await bridge.request({ kind: 'sign-out' })
    },
    desk: {
      snapshot: () => ask(DeskSnapshot, { kind: 'snapshot' }),
      send: (command) => ask(DeskAnswer, { kind: 'send', command }),
      query: (name, params) => ask(DeskQueryAnswer, { kind: 'query', name, params }),
      onNotice: (listener) => bridge.onNotice((notice) => listener(DeskNotice.parse(notice))),
    },
    onReach: (listener) => {
      listener({ kind: 'reached' })
      return () => {}
    },
  }
}
