/** Whether a certificate that PowerShell could open will be of use. Pure. */

import { SourceError } from '../../../errors.ts';
import type { ReadingProblem } from '../../model/snapshot.ts';

export interface CertificateFacts {
  /** There is an RSA key in the file, and it can sign. */
  readonly hasPrivateKey: boolean;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly thumbprint: string;
}

const dayMs = 24 * 3_600_000;
const warnWithinDays = 30;

/** Answers the warning that it ends soon, if it does. @throws SourceError when it cannot be used */
export function checkCertificate(facts: CertificateFacts, file: string, now: Date): ReadingProblem | null {
  const until = facts.notAfter.slice(0, 10);
  if (!facts.hasPrivateKey) throw refusal('exchange-certificate-no-key', file, 'it holds no RSA key that can sign', {});
  if (now.getTime() < Date.parse(facts.notBefore)) {
    const from = facts.notBefore.slice(0, 10);
    throw refusal('exchange-certificate-not-yet', file, `it is valid from ${from}`, { from });
  }
  if (now.getTime() >= Date.parse(facts.notAfter))
    throw refusal('exchange-certificate-expired', file, `it was valid until ${until}`, { until });
  const days = Math.floor((Date.parse(facts.notAfter) - now.getTime()) / dayMs);
  return days >= warnWithinDays ? null : { code: 'exchange-certificate-expires', place: file, params: { until } };
}

function refusal(code: string, file: string, cause: string, params: Readonly<Record<string, string>>): SourceError {
  return new SourceError(code, `opening the certificate "${file}": ${cause}`, { context: { file, ...params } });
}
