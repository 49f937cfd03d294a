import { describeComebacks } from './comeback.contract.ts'
import { openSimulatorFloor } from './simulator-floor.ts'

describeComebacks('the simulator', openSimulatorFloor)
