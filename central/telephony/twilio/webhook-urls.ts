/** Addresses of central that Twilio is given. They name our ids only. */
export type WebhookUrls = {
  base: string
  voice: string
  wait: string
  music: string
  ring: string
  ringback: string
  silence: string
  leftQueue: string
  hangUp: string
  conference: string
  status(legId: string): string
  recording(callId: string, recordingId: string): string
  confirm(legId: string): string
  answeredBy(legId: string): string
  say(text: string, language: string): string
  digits(commandId: string): string
}

export function createWebhookUrls(publicUrl: string): WebhookUrls {
  const base = `${publicUrl.replace(/\/+$/, '')}/telephony/twilio`
  return {
    base,
    voice: `${base}/voice`,
    wait: `${base}/wait`,
    music: `${base}/music.wav`,
    ring: `${base}/ring`,
    ringback: `${base}/ringback.wav`,
    silence: `${base}/silence`,
    leftQueue: `${base}/left-queue`,
    hangUp: `${base}/hang-up`,
    conference: `${base}/conference`,
    status: (legId) => `${base}/status?leg=${legId}`,
    recording: (call, id) => `${base}/recording?${new URLSearchParams({ call, id })}`,
    confirm: (legId) => `${base}/confirm?leg=${legId}`,
    answeredBy: (legId) => `${base}/answered-by?leg=${legId}`,
    digits: (commandId) => `${base}/digits?${new URLSearchParams({ command: commandId })}`,
    say: (text, language) => `${base}/say?${new URLSearchParams({ text, language })}`,
  }
}
