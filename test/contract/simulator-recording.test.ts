import { describeRecording } from './recording.contract.ts'
import { openSimulatorFloor } from './simulator-floor.ts'

describeRecording('the simulator', openSimulatorFloor)
