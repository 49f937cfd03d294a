import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { S3Address } from '#shared/settings/s3-address.ts'

const BUCKET = 'calls'
const REGION = 'eu-central-1'
const KEY = 'AKIDEXAMPLE'
const SECRET = 'secret/of+the=double'
const LEAST_PART_BYTES = 5 * 1024 * 1024

export type S3Double = Awaited<ReturnType<typeof startS3Double>>

/**
 * One bucket of an S3-compatible store on 127.0.0.1: it checks the signature of every request (AWS Signature Version 4)
 * and knows objects, ranges and uploads in parts. `fault`: with what it answers everything.
 */
export async function startS3Double() {
  const objects = new Map<string, Buffer>()
  const uploads = new Map<string, Map<number, Buffer>>()
  const state: { fault: number | null; lastParts: number } = { fault: null, lastParts: 0 }

  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await buffer(request)
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    if (state.fault !== null) return refuse(reply, state.fault, 'InternalError')
    if (request.headers.authorization !== sign(request, url, body)) return refuse(reply, 403, 'SignatureDoesNotMatch')
    const [bucket, key] = /^\/([^/]+)\/(.+)$/.exec(decodeURIComponent(url.pathname))?.slice(1) ?? []
    if (bucket !== BUCKET || key === undefined) return refuse(reply, 404, 'NoSuchBucket')
    const upload = url.searchParams.get('uploadId')
    if (request.method === 'POST') return upload === null ? beginUpload(reply, key) : completeUpload(reply, key, upload)
    if (request.method === 'PUT' && upload !== null) {
      const parts = uploads.get(upload)
      if (!parts) return refuse(reply, 404, 'NoSuchUpload')
      parts.set(Number(url.searchParams.get('partNumber')), body)
      return send(reply.setHeader('etag', hash(body)), 200)
    }
    if (request.method === 'PUT') {
      objects.set(key, body)
      return send(reply.setHeader('etag', hash(body)), 200)
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return send(reply, 204)
    }
    give(request, reply, objects.get(key))
  }

  function give(request: IncomingMessage, reply: ServerResponse, object: Buffer | undefined): void {
    if (!object) {
      refuse(reply, 404, 'NoSuchKey')
      return
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
    const part = from === undefined ? object : object.subarray(Number(from), Number(to) + 1)
    reply.setHeader('etag', hash(object)).setHeader('last-modified', new Date(0).toUTCString())
    reply.setHeader('content-length', part.length)
    send(reply, from === undefined ? 200 : 206, request.method === 'HEAD' ? undefined : part)
  }
  function beginUpload(reply: ServerResponse, key: string): void {
    const id = `upload-${uploads.size + 1}`
    uploads.set(id, new Map())
    send(
      reply,
      200,
      `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    )
  }
  function completeUpload(reply: ServerResponse, key: string, id: string): void {
    const parts = [...(uploads.get(id) ?? [])].sort(([a], [b]) => a - b).map(([, part]) => part)
    uploads.delete(id)
    if (parts.slice(0, -1).some((part) => part.length < LEAST_PART_BYTES)) {
      refuse(reply, 400, 'EntityTooSmall')
      return
    }
    state.lastParts = parts.length
    objects.set(key, Buffer.concat(parts))
    send(reply, 200, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')
  }

  const server = createServer((request, reply) => {
    answer(request, reply).catch((error: unknown) => reply.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const address: S3Address = {
    ...{ endPoint: `http://127.0.0.1:${port}`, bucket: BUCKET, region: REGION, accessKey: KEY, secretKey: SECRET },
  }
  return {
    address,
    objects,
    state,
    async stop(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(reply: ServerResponse, status: number, body?: Buffer | string): void {
  reply.writeHead(status).end(body)
}
function refuse(reply: ServerResponse, status: number, code: string): void {
  send(reply, status, `<Error><Code>${code}</Code><Message>as the double has it</Message></Error>`)
}
const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')
const mac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()

/** The signature that this request must have: "Signature Version 4" of AWS, its four steps. */
function sign(request: IncomingMessage, url: URL, body: Buffer): string {
  const signed = /SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const headers = signed.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const canonical = [request.method, url.pathname, query.join('&'), headers.join(''), signed, hash(body)].join('\n')
  const date = String(request.headers['x-amz-date'] ?? '')
  const scope = `${date.slice(0, 8)}/${REGION}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', date, scope, hash(canonical)].join('\n')
  const key = scope.split('/').reduce<Buffer | string>((before, part) => mac(before, part), `AWS4${SECRET}`)
  const signature = mac(key, text).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=${KEY}/${scope}, SignedHeaders=${signed}, Signature=${signature}`
}
