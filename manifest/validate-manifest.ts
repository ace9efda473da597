/** Holds a filled manifest against Microsoft's schema of its version (in the package, offline), and its icons against Teams' rules. */

import { AppManifestUtils } from '@microsoft/app-manifest';

export interface Icons {
  readonly color: Buffer;
  readonly outline: Buffer;
}

type CheckedManifest = Parameters<typeof AppManifestUtils.validateAgainstSchema>[0];

/** Every problem, in words; empty when Teams would take it. */
export async function validateManifest(manifest: Readonly<Record<string, unknown>>, icons: Icons): Promise<string[]> {
  const problems = await AppManifestUtils.validateAgainstSchema(manifest as unknown as CheckedManifest);
  return [...problems, ...checkIcon('color.png', icons.color, 192), ...checkIcon('outline.png', icons.outline, 32)];
}

function checkIcon(name: string, png: Buffer, side: number): string[] {
  if (png.subarray(1, 4).toString('latin1') !== 'PNG') return [`${name} is not a PNG`];
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return width === side && height === side ? [] : [`${name} is ${width}×${height}, not ${side}×${side}`];
}
