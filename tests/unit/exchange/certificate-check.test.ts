import { expect, it } from 'vitest';
import { type CertificateFacts, checkCertificate } from '../../../src/sync/source/exchange/certificate-check.ts';

const facts: CertificateFacts = {
  hasPrivateKey: true,
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  thumbprint: 'AB',
};
const check = (now: string, change: Partial<CertificateFacts> = {}) =>
  checkCertificate({ ...facts, ...change }, 'exchange.pfx', new Date(now));

it('accepts a certificate that is valid for more than thirty days', () => {
  expect(check('2026-12-01T00:00:00.000Z')).toBeNull();
});

it.each(['2026-12-03T00:00:00.000Z', '2026-12-31T23:59:59.000Z'])('warns at %s that it expires soon', (now) => {
  expect(check(now)).toEqual({
    code: 'exchange-certificate-expires',
    place: 'exchange.pfx',
    params: { until: '2027-01-01' },
  });
});

it.each([
  ['exchange-certificate-expired', '2027-01-01T00:00:00.000Z', {}],
  ['exchange-certificate-not-yet', '2025-12-31T23:59:59.000Z', {}],
  ['exchange-certificate-no-key', '2026-06-01T00:00:00.000Z', { hasPrivateKey: false }],
])('refuses it as %s at %s', (code, now, change) => {
  expect(() => check(now, change)).toThrow(expect.objectContaining({ code }));
});
