import { describeParking } from './park.contract.ts'
import { openSimulatorFloor } from './simulator-floor.ts'

describeParking('the simulator', openSimulatorFloor)
