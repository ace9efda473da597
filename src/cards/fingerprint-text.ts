/** A fingerprint short enough to compare by eye: its first twelve digits in groups of four. */

export function fingerprintText(fingerprint: string): string {
  return `${fingerprint.slice(0, 4)} ${fingerprint.slice(4, 8)} ${fingerprint.slice(8, 12)}`;
}
