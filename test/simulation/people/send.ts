import type { DeskCommand } from '#shared/protocol/desk-port.ts'
import type { Dice } from '#test/simulation/world/dice.ts'
import type { Seat, World } from '#test/simulation/world/world.ts'
import type { Said } from './ledger.ts'

export type At = { world: World; seat: Seat; dice: Dice }
/** Something a person does at a desk. False: there is nothing to do it with now. */
export type Action = (at: At) => boolean

/** Gives a command to the desk; what it answers is told once, unless its process dies first. */
export function send({ world, seat }: At, command: DeskCommand, said: (said: Said) => void = () => {}): boolean {
  const { process, name } = seat
  if (!process) return false
  process.desk.send(command).then(
    (answer) => {
      if (seat.process !== process) return
      said(answer.ok ? 'saved' : 'refused')
      if (!answer.ok) world.trace.say(`${name} is told ${answer.refusal.code}`)
    },
    (error: unknown) => {
      // a killed process says nothing more
      if (seat.process === process) world.fail(`${name} could not be told: ${String(error)}`)
    },
  )
  return true
}
