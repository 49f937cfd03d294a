import { JSDOM } from 'jsdom'

export type Verb = { name: string; attributes: Record<string, string>; children: Verb[]; text: string }

const parser = new new JSDOM('').window.DOMParser()

/** Reads a TwiML document as strictly as Twilio does: well-formed XML below one `<Response>`. */
export function parseTwiml(xml: string): Verb[] {
  const root = parser.parseFromString(xml, 'text/xml').documentElement
  if (root.tagName !== 'Response') throw new Error(`12100 Document parse failure: ${xml.slice(0, 200)}`)
  return [...root.children].map(readElement)
}

function readElement(element: Element): Verb {
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))
  const children = [...element.children].map(readElement)
  const verb = { name: element.tagName, attributes, children, text: (element.textContent ?? '').trim() }
  checkVerb(verb)
  return verb
}

/** The verbs and attributes that the double executes; anything else would go untested. */
const known: Record<string, readonly string[]> = {
  Say: ['language', 'voice', 'loop'],
  Play: ['loop', 'digits'],
  Pause: ['length'],
  Hangup: [],
  Redirect: ['method'],
  Record: [
    ...['action', 'method', 'timeout', 'finishOnKey', 'maxLength', 'playBeep', 'trim', 'transcribe'],
    ...['recordingStatusCallback', 'recordingStatusCallbackMethod', 'recordingStatusCallbackEvent'],
  ],
  Enqueue: ['waitUrl', 'waitUrlMethod', 'action', 'method', 'maxQueueSize', 'workflowSid'],
  Gather: ['input', 'numDigits', 'timeout', 'action', 'method', 'finishOnKey', 'actionOnEmptyResult'],
  Dial: ['action', 'method', 'timeout', 'callerId', 'answerOnBridge', 'hangupOnStar', 'timeLimit'],
  Conference: [
    'participantLabel',
    'startConferenceOnEnter',
    'endConferenceOnExit',
    'muted',
    'beep',
    'waitUrl',
    'waitMethod',
    'statusCallback',
    'statusCallbackMethod',
    'statusCallbackEvent',
    'maxParticipants',
  ],
}
const conferenceEvents = ['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify', 'speaker', 'announcement']
const values: Record<string, RegExp> = {
  startConferenceOnEnter: /^(true|false)$/,
  endConferenceOnExit: /^(true|false)$/,
  beep: /^(true|false|onEnter|onExit)$/,
  method: /^(GET|POST)$/,
  waitMethod: /^(GET|POST)$/,
  waitUrlMethod: /^(GET|POST)$/,
  statusCallbackMethod: /^(GET|POST)$/,
  maxLength: /^\d+$/,
  playBeep: /^(true|false)$/,
  trim: /^(trim-silence|do-not-trim)$/,
  recordingStatusCallback: /^https?:\/\//,
  recordingStatusCallbackEvent: /^(in-progress|completed|absent)( (in-progress|completed|absent))*$/,
  action: /^https?:\/\//,
  statusCallback: /^https?:\/\//,
  waitUrl: /^(https?:\/\/.*)?$/,
  loop: /^\d+$/,
  numDigits: /^\d+$/,
  timeout: /^\d+$/,
  length: /^\d+$/,
  maxQueueSize: /^\d+$/,
  language: /^[a-z]{2,3}-[A-Z]{2}$/,
  participantLabel: /^.{1,128}$/,
  statusCallbackEvent: new RegExp(`^(${conferenceEvents.join('|')})( (${conferenceEvents.join('|')}))*$`),
}

function checkVerb({ name, attributes }: Verb): void {
  const allowed = known[name]
  if (!allowed) throw new Error(`12200 Schema validation warning: <${name}>`)
  for (const [attribute, value] of Object.entries(attributes)) {
    if (!allowed.includes(attribute)) throw new Error(`12200 <${name}> knows no ${attribute}`)
    if (values[attribute] && !values[attribute].test(value)) throw new Error(`12200 ${name}.${attribute}=${value}`)
  }
}
