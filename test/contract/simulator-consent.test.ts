import { describeConsent } from './consent.contract.ts'
import { openSimulatorFloor } from './simulator-floor.ts'

describeConsent('the simulator', openSimulatorFloor)
