/** Addresses of central that Twilio is given. They name our ids only. */
export type WebhookUrls = {
  base: string
  voice: string
  wait: string
  music: string
  leftQueue: string
  conference: string
  status(legId: string): string
  confirm(legId: string): string
  say(text: string, language: string): string
}

export function createWebhookUrls(publicUrl: string): WebhookUrls {
  const base = `${publicUrl.replace(/\/+$/, '')}/telephony/twilio`
  return {
    base,
    voice: `${base}/voice`,
    wait: `${base}/wait`,
    music: `${base}/music.wav`,
    leftQueue: `${base}/left-queue`,
    conference: `${base}/conference`,
    status: (legId) => `${base}/status?leg=${legId}`,
    confirm: (legId) => `${base}/confirm?leg=${legId}`,
    say: (text, language) => `${base}/say?${new URLSearchParams({ text, language })}`,
  }
}
