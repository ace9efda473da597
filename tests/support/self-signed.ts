/**
 * A certificate for tests, made when it is needed: no private key lies in the repository. X.509 in DER, just enough for
 * a TLS server on this machine (RFC 5280).
 */

import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface SelfSigned {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** RSA, so that TLS 1.0 and 1.1 could use it too. */
export function selfSigned(names: readonly string[]): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(8)])),
    sha256WithRsa,
    distinguishedName('Countersign tests'),
    sequence(utcTime(-1), utcTime(1)),
    distinguishedName('Countersign tests'),
    publicKey,
    tagged(3, sequence(subjectNames(names), isAuthority)),
  );
  const signature = sign('sha256', body, createPrivateKey(privateKey));
  const certificate = sequence(body, sha256WithRsa, bitString(signature));
  return { key: privateKey, cert: pem(certificate) };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x82]), length, content]);
}

const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const tagged = (number: number, content: Buffer) => der(0xa0 + number, content);
const integer = (value: Buffer) => der(0x02, value);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const bitString = (value: Buffer) => der(0x03, Buffer.from([0]), value);
const octets = (value: Buffer) => der(0x04, value);

const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05));
/** Basic constraints, critical: it may vouch for itself. */
const isAuthority = sequence(
  oid('551d13'),
  der(0x01, Buffer.from([0xff])),
  octets(sequence(der(0x01, Buffer.from([0xff])))),
);

function distinguishedName(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
}

/** Names of machines, and the address of this one. */
function subjectNames(names: readonly string[]): Buffer {
  const entries = names.map((name) => der(0x82, Buffer.from(name, 'ascii')));
  return sequence(oid('551d11'), octets(sequence(...entries, der(0x87, Buffer.from([127, 0, 0, 1])))));
}

function utcTime(days: number): Buffer {
  const moment = new Date(Date.now() + days * 86_400_000).toISOString();
  return der(0x17, Buffer.from(`${moment.slice(2, 19).replaceAll(/[-:T]/g, '')}Z`, 'ascii'));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').replaceAll(/(.{64})/g, '$1\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
