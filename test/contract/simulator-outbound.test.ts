import { describeOutbound } from './outbound.contract.ts'
import { openSimulatorFloor } from './simulator-floor.ts'

describeOutbound('the simulator', openSimulatorFloor)
