import { Buffer } from 'node:buffer'
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/**
 * A certificate for 127.0.0.1 and localhost that trusts itself: P-256, valid from yesterday for a month.
 * Written as DER by hand (RFC 5280), because the platform can sign but not build certificates.
 */
export function selfSignedCertificate(now: number): { cert: string, key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const dayMs = 24 * 3600 * 1000
  const signatureKind = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02))
  const name = sequence(tagged(0x31, sequence(oid(0x55, 0x04, 0x03), tagged(0x0C, Buffer.from('stand-in portal')))))
  const content = sequence(
    tagged(0xA0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    signatureKind,
    name,
    sequence(utcTime(now - dayMs), utcTime(now + 30 * dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xA3, sequence(isAuthority(), alternativeNames())),
  )
  const signature = sign('sha256', content, privateKey)
  const certificate = sequence(content, signatureKind, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])))
  return { cert: pem(certificate), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

function isAuthority(): Buffer {
  return sequence(oid(0x55, 0x1D, 0x13), tagged(0x01, Buffer.from([0xFF])), tagged(0x04, sequence(tagged(0x01, Buffer.from([0xFF])))))
}

function alternativeNames(): Buffer {
  const names = sequence(tagged(0x82, Buffer.from('localhost')), tagged(0x87, Buffer.from([127, 0, 0, 1])))
  return sequence(oid(0x55, 0x1D, 0x11), tagged(0x04, names))
}

function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80)
    return Buffer.from([length])
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xFF])
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function oid(...bytes: number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes))
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes)
}

function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)
  return tagged(0x17, Buffer.from(`${digits}Z`))
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
