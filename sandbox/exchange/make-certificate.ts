/** A self-signed certificate in a .pfx file, made by PowerShell: for the demo and the tests, worth nothing anywhere else. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('./make-certificate.ps1', import.meta.url));

export interface MadeCertificate {
  readonly file: string;
  readonly password: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** False: the file holds the public part only. */
  readonly privateKey?: boolean;
}

export async function makeCertificate(executable: string, made: MadeCertificate): Promise<void> {
  const dates = [made.notBefore.toISOString(), made.notAfter.toISOString()];
  await promisify(execFile)(executable, [
    '-NoProfile',
    '-NonInteractive',
    '-File',
    script,
    made.file,
    made.password,
    ...dates,
    made.privateKey === false ? 'public' : 'private',
  ]);
}
