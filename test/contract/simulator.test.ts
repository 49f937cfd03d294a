import { openSimulatorFloor } from './simulator-floor.ts'
import { describeTelephonyAdapter } from './telephony-adapter.contract.ts'

// its telephones are desk phones without a voicemail box: there is nothing to confirm against
describeTelephonyAdapter('the simulator', openSimulatorFloor, { voicemail: false })
