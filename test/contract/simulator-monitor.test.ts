import { describeMonitoring } from './monitor.contract.ts'
import { openSimulatorFloor } from './simulator-floor.ts'

describeMonitoring('the simulator', openSimulatorFloor)
