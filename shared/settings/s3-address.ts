import { z } from 'zod'

/** A bucket of an S3-compatible store, and the key that may write to it. */
export type S3Address = { endPoint: string; bucket: string; region: string; accessKey: string; secretKey: string }

const shape =
  /^(?<web>https?:\/\/)(?<key>[^\s:@/]+):(?<secret>[^\s:@/]+)@(?<host>[^\s@/?#]+)\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?(?:\?region=(?<region>[a-z0-9-]{1,40}))?$/

/** `https://KEY:SECRET@HOST/BUCKET?region=REGION`; empty: none. Key and secret are percent-encoded, as in any address. */
export const S3AddressText = z.string().transform((text, issues): S3Address | null => {
  if (text === '') return null
  const address = readAddress(text)
  if (address) return address
  issues.addIssue({ code: 'custom', message: 'no such address' })
  return z.NEVER
})

function readAddress(text: string): S3Address | null {
  const {
    web = '',
    host = '',
    bucket = '',
    region = 'us-east-1',
    key = '',
    secret = '',
  } = shape.exec(text)?.groups ?? {}
  const [accessKey, secretKey] = [decode(key), decode(secret)]
  if (!accessKey || !secretKey) return null
  return { endPoint: `${web}${host}`, bucket, region, accessKey, secretKey }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
}
