import { z } from 'zod'

/** Where an agent hears the call: `number:+14155550100`, `sip:alice@pbx.example`, `client:alice`. */
export const AgentLineText = z
  .string()
  .max(200)
  .regex(/^(number:\+[1-9]\d{2,14}|sip:[^\s]{3,190}|client:[A-Za-z0-9_.-]{1,120})$/)

export const LoginName = z
  .string()
  .min(2)
  .max(64)
  .regex(/^[\p{L}\p{N}._@+-]+$/u)
