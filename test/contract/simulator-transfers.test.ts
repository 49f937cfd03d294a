import { openSimulatorFloor } from './simulator-floor.ts'
import { describeTransfers } from './transfer.contract.ts'

describeTransfers('the simulator', openSimulatorFloor)
