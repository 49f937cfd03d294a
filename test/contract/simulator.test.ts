import { openSimulatorFloor } from './simulator-floor.ts'
import { describeTelephonyAdapter } from './telephony-adapter.contract.ts'

describeTelephonyAdapter('the simulator', openSimulatorFloor)
