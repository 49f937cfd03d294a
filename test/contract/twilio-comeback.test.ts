import { describeComebacks } from './comeback.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeComebacks('Twilio', async (db) => {
  const floor = await openTwilioFloor(db)
  for (const agent of ['ann', 'ben', 'sue']) floor.double.phone(`client:${agent}`).behaves('picks-up')
  return floor
})
