/** Which installed version of ExchangeOnlineManagement is used, and why another one is not. Pure. */

import { SourceError } from '../../../errors.ts';

export interface InstalledModule {
  readonly version: string;
  /** Absolute path of its manifest. */
  readonly path: string;
}

export interface FileSignature {
  readonly file: string;
  /** As `Get-AuthenticodeSignature` says it: Valid, NotSigned, HashMismatch … */
  readonly status: string;
  /** Subject of the signer's certificate. */
  readonly signer: string;
}

/** Oldest PowerShell that can run the scripts. */
const oldestPowerShell = '7.4';
/** Versions before this used a door that Microsoft has closed. */
const oldestModule = '3.0.0';
/** From this module version on, this PowerShell is needed. Newest first; from Microsoft's release notes. */
const pairs = [
  { module: '3.10.0', powershell: '7.6' },
  { module: '3.5.0', powershell: '7.4' },
] as const;
/** The list of mailboxes can hold their security descriptors from this version on. */
const oldestForDescriptors = '3.7.1';
/** A delegated token can be handed in from this version on. */
const oldestForToken = '3.1.0';
/** What PowerShell shows of a manifest that it cannot make sense of: trying to load it says why. */
const illegible = '0.0';
const publisher = 'O=Microsoft Corporation';

/** @throws SourceError powershell-too-old */
export function assertPowerShell(version: string): void {
  if (!isOlder(version, oldestPowerShell)) return;
  throw new SourceError('powershell-too-old', `starting PowerShell: version ${version} is older than 7.4`, {
    context: { said: `PowerShell ${version}`, version },
  });
}

export interface ChoiceOptions {
  readonly powershell: string;
  readonly needsToken: boolean;
}

/** The newest that works with this PowerShell. @throws SourceError that says why none does */
export function chooseModule(installed: readonly InstalledModule[], options: ChoiceOptions): InstalledModule {
  const newestFirst = installed.toSorted((a, b) => compareVersions(b.version, a.version));
  const [newest] = newestFirst;
  if (newest === undefined) throw refusal('exchange-module-missing', 'no version is installed', {});
  const fitting = newestFirst.find((module) => whyNot(module.version, options) === null);
  if (fitting !== undefined) return fitting;
  throw whyNot(newest.version, options) ?? refusal('exchange-module-missing', 'no version fits', {});
}

export function knowsDescriptors(module: InstalledModule): boolean {
  return !isOlder(module.version, oldestForDescriptors);
}

/** @throws SourceError exchange-module-signature */
export function assertSigned(signatures: readonly FileSignature[]): void {
  const bad = signatures.find(
    ({ file, status, signer }) => status !== 'Valid' || (/\.psd1$|\.psm1$/i.test(file) && !signer.includes(publisher)),
  );
  if (bad === undefined) return;
  const said = bad.status === 'Valid' ? bad.signer : bad.status;
  throw refusal('exchange-module-signature', `${bad.file}: ${said}`, { file: bad.file, said });
}

function whyNot(version: string, { powershell, needsToken }: ChoiceOptions): SourceError | null {
  if (version === illegible) return null;
  const said = `ExchangeOnlineManagement ${version}`;
  if (isOlder(version, oldestModule)) {
    const text = `${said} can no longer connect`;
    return refusal('exchange-module-too-old', text, { said: text, version });
  }
  if (needsToken && isOlder(version, oldestForToken))
    return refusal('exchange-module-no-token', `${said} takes no token`, { version, needed: oldestForToken });
  const pair = pairs.find((each) => !isOlder(version, each.module));
  if (pair === undefined || !isOlder(powershell, pair.powershell)) return null;
  return refusal('exchange-module-needs-powershell', `${said} needs PowerShell ${pair.powershell}`, {
    version,
    powershell,
    needed: pair.powershell,
  });
}

function refusal(code: string, cause: string, context: Readonly<Record<string, string>>): SourceError {
  return new SourceError(code, `choosing the module ExchangeOnlineManagement: ${cause}`, { context });
}

function isOlder(version: string, than: string): boolean {
  return compareVersions(version, than) < 0;
}

/** Part by part as numbers; a missing part is 0, whatever follows a dash does not count. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)];
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbers(version: string): readonly number[] {
  return (version.split('-')[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
}
