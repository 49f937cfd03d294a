import { write, writeSync } from 'node:fs'
import { openLogOutput, type SteadyWriter } from '#shared/domain/steady-writer.ts'

/** This process's log. */
export const openLog = (): SteadyWriter =>
  openLogOutput({ write, writeSync, onExit: (act) => void process.once('exit', act) })
