import { Call, Device } from '@twilio/voice-sdk'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import type { InUse, Softphone, SoftphoneParts } from '../port.ts'
import type { Reading } from '../quality.ts'

type TwilioCredentials = Extract<PhoneCredentials, { kind: 'twilio' }>

/** The SDK would fetch its own rings and beeps from elsewhere; a ring is the offer's and is ours. */
const silence = './silence.wav'
/** Codes of a token that is expired, malformed or not of this account. */
const unwelcome: ReadonlySet<number> = new Set([20101, 20103, 20104, 20151, 31204, 31205, 51007])

/** The agent's telephone on Twilio. Its signalling reconnects by itself. */
export function startTwilioPhone(credentials: TwilioCredentials, parts: SoftphoneParts): Softphone {
  const { tell } = parts
  let devices = parts.devices
  let call: Call | null = null
  let reading: Reading | null = null
  let registered = false
  const device = new Device(credentials.token, {
    ...(credentials.edge.length === 0 ? {} : { edge: credentials.edge }),
    codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
    // a fresh leg of the same call comes while the one before it is still up
    allowIncomingWhileBusy: true,
    logLevel: 'silent',
    sounds: Object.fromEntries(Object.values(Device.SoundName).map((name) => [name, silence])),
  })
  const lost = () => tell({ kind: 'connection', connection: 'lost' })
  device.audio?.incoming(false)
  device.audio?.outgoing(false)
  device.audio?.disconnect(false)
  device.on('registering', () => tell({ kind: 'connection', connection: 'connecting' }))
  device.on('registered', () => {
    registered = true
    tell({ kind: 'connection', connection: 'registered' })
  })
  device.on('unregistered', () => {
    registered = false
    lost()
  })
  device.on('error', ({ code }: { code: number }) => {
    if (unwelcome.has(code)) tell({ kind: 'connection', connection: 'refused' })
    else if (!registered || device.state !== Device.State.Registered) lost()
  })
  device.on('incoming', (incoming: Call) => void take(incoming))
  void setDevices(devices)
  device.register().catch(lost)

  async function take(incoming: Call): Promise<void> {
    const { customParameters: given } = incoming
    let over = false
    incoming.on('cancel', () => {
      over = true
    })
    const mine = await parts.admit({ offerId: given.get('offerId') ?? null, legId: given.get('legId') ?? null })
    if (over) return
    if (!mine) return incoming.reject()
    call = incoming
    reading = null
    incoming.on('accept', () => tell({ kind: 'audio', audio: 'up' }))
    incoming.on('sample', (sample: Sample) => {
      if (call === incoming) reading = readSample(sample)
    })
    const end = () => {
      if (call !== incoming) return
      call = null
      tell({ kind: 'audio', audio: 'none' })
    }
    incoming.on('disconnect', end)
    incoming.on('cancel', end)
    incoming.on('reject', end)
    incoming.on('error', ({ code }: { code: number }) => {
      // without a microphone the customer would talk to nobody
      if (code === 31401 || code === 31402) tell({ kind: 'microphone-ended' })
    })
    incoming.accept()
  }

  async function setDevices({ microphone, speaker }: InUse): Promise<void> {
    const { audio } = device
    if (audio === null) return
    try {
      // without a call the SDK must hold no microphone open: it asks for the chosen one when it answers
      if (microphone === '') await audio.unsetInputDevice()
      else await audio.setInputDevice(microphone)
      await audio.speakerDevices.set(speaker === '' ? 'default' : speaker)
    } catch {
      // the device went away a moment ago; the next look at the devices chooses another
      if (call !== null) tell({ kind: 'microphone-ended' })
    }
  }

  return {
    renew: (token) => device.updateToken(token),
    async use(next) {
      const changed = next.microphone !== devices.microphone || next.speaker !== devices.speaker
      devices = next
      if (changed) await setDevices(next)
    },
    release: () => void Device.audioContext?.resume().then(() => tell({ kind: 'audio', audio: 'up' })),
    read: async () => (call === null ? null : reading),
    stop: () => device.destroy(),
  }
}

type Sample = { rtt: number; jitter: number; totals: { packetsReceived: number; packetsLost: number } }

function readSample({ rtt, jitter, totals }: Sample): Reading {
  return { received: totals.packetsReceived, lost: totals.packetsLost, jitterMs: jitter, roundTripMs: rtt }
}
