import { describeComebacks } from './comeback.contract.ts'
import { openTwilioFloor } from './twilio-floor.ts'

describeComebacks('Twilio', async (db) => {
  const floor = await openTwilioFloor(db)
  floor.double.phone('client:ann').behaves('picks-up')
  return floor
})
