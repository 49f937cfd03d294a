/** Asks for a WebSocket of the link that packs its frames. */
export const UPGRADE = Buffer.from(
  [
    'GET /link/?EIO=4&transport=websocket HTTP/1.1',
    'host: x',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-extensions: permessage-deflate',
    '\r\n',
  ].join('\r\n'),
)

/** One text frame as a client sends it (RFC 6455, 5.2), masked with zeros; `packed` says that it is compressed. */
export function wrapFrame(payload: Buffer, { packed }: { packed: boolean }): Buffer {
  const [isLast, isPacked, isText, isMasked, longLength] = [0x80, packed ? 0x40 : 0, 0x01, 0x80, 127]
  const head = Buffer.alloc(14)
  head.writeUInt8(isLast | isPacked | isText, 0)
  head.writeUInt8(isMasked | longLength, 1)
  head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}
