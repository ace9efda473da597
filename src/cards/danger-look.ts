/**
 * How a danger class looks: a symbol, a colour and a style, always beside its name in words. Never the colour `Warning`
 * for text: it is yellow on white in some clients.
 */

import type { DangerClass } from '../sync/model/mutation.ts';

export const dangerLook = {
  change: { symbol: '●', color: 'Default', style: 'emphasis' },
  access: { symbol: '▲', color: 'Accent', style: 'accent' },
  removal: { symbol: '▼', color: 'Attention', style: 'warning' },
  destruction: { symbol: '✖', color: 'Attention', style: 'attention' },
} as const satisfies Record<DangerClass, { readonly symbol: string; readonly color: string; readonly style: string }>;
