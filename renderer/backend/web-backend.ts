import { io, type Socket } from 'socket.io-client'
import type { Clock } from '#shared/domain/clock.ts'
import { type Desk, DeskAnswer, DeskNotice, DeskQueryAnswer, DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import { askPatiently, ShellUnreachable } from './ask-patiently.ts'
import type { Backend, DeskReach } from './backend.ts'
import { deleteSession, fetchSession, fetchShell, postSession, sayGoodbye } from './web-session.ts'

/** How long the console waits for its own desk before it says so. */
const answerMs = 10_000

/** The desk in the web shell's process, reached over one socket that the session cookie opens. */
export function makeWebBackend(clock: Clock): Backend {
  const socket = io({ path: '/desk', transports: ['websocket'], autoConnect: false })
  // without a window nobody sees a ring: the desk is told at once, and waits a moment in case this is a reload
  window.addEventListener('pagehide', () => {
    if (socket.active) sayGoodbye()
  })
  return {
    shell: fetchShell,
    session: async () => {
      const user = await fetchSession()
      if (user !== null) socket.connect()
      return user
    },
    signIn: async (credentials) => {
      const answer = await postSession(credentials)
      // a socket opened under the old session would still be that session's
      if (answer.ok) socket.disconnect().connect()
      return answer
    },
    signOut: async () => {
      await deleteSession()
      socket.disconnect()
    },
    desk: makeSocketDesk(socket, clock),
    onReach: (listener) => watchReach(socket, clock.now, listener),
  }
}

function makeSocketDesk(socket: Socket, clock: Clock): Desk {
  /** The desk's answer, or null when it did not come: the socket is down or the shell is gone. */
  const ask = async (...message: [string, ...unknown[]]): Promise<unknown> => {
    if (!socket.connected) return null
    try {
      return await socket.timeout(answerMs).emitWithAck(...message)
    } catch {
      // socket.io rejects for one reason only: no acknowledgement in time
      return null
    }
  }
  return {
    snapshot: async () => {
      // waits for a socket that is just being opened; the other messages need one that stands
      const answer: unknown = await socket
        .timeout(answerMs)
        .emitWithAck('snapshot')
        .catch((error: unknown) => {
          throw new ShellUnreachable('no snapshot', { cause: error })
        })
      return DeskSnapshot.parse(answer)
    },
    send: async (command) => {
      const answer = await ask('send', command)
      return answer === null
        ? refuse(command.kind === 'live' ? 'link_down' : 'store_unavailable')
        : DeskAnswer.parse(answer)
    },
    query: async (name, params) => {
      const answer = await ask('query', { name, params })
      return answer === null ? refuse('link_down') : DeskQueryAnswer.parse(answer)
    },
    onNotice: (listener) => {
      // told in one turn, heard in one turn: the console draws once for all of them
      const hear = (...notices: unknown[]) => {
        for (const notice of notices) listener(DeskNotice.parse(notice))
      }
      let stopAsking = () => {}
      const hearEnd = (reason: string) => {
        stopAsking()
        if (reason !== 'io server disconnect') return
        stopAsking = returnOrLeave(socket, clock, () => listener({ kind: 'signed-out', reason: null }))
      }
      socket.on('notice', hear)
      socket.on('disconnect', hearEnd)
      return () => {
        stopAsking()
        socket.off('notice', hear).off('disconnect', hearEnd)
      }
    },
  }
}

/**
 * The shell hung up, after which the socket does not come back by itself. When the shell still knows the session it
 * only lost the desk: come back; else the log-in is over. A shell on its way down is asked until it is there again.
 */
function returnOrLeave(socket: Socket, clock: Clock, leave: () => void): () => void {
  return askPatiently({
    ask: fetchSession,
    clock,
    onAnswer: (user) => {
      if (user === null) leave()
      else socket.connect()
    },
    // not an answer of our shell: the socket's own door decides whether we may come back
    onError: () => {
      socket.connect()
    },
  })
}

function watchReach(socket: Socket, now: () => number, listener: (reach: DeskReach) => void): () => void {
  const reached = () => listener({ kind: 'reached' })
  const lost = () => listener({ kind: 'lost', since: now() })
  socket.on('connect', reached)
  socket.on('disconnect', lost)
  if (socket.connected) reached()
  return () => {
    socket.off('connect', reached)
    socket.off('disconnect', lost)
  }
}
