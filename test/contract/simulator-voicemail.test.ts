import { openSimulatorFloor } from './simulator-floor.ts'
import { describeVoicemail } from './voicemail.contract.ts'

describeVoicemail('the simulator', openSimulatorFloor)
