/** What the check of a source over Exchange needs to know of how that source is set up. */

import type { Clock } from '../../../platform/clock.ts';
import type { ExchangeAccess } from './exchange-access.ts';

export interface CheckExchangeOptions {
  readonly name: string;
  readonly access: ExchangeAccess;
  readonly types: readonly string[];
  readonly organizationalUnit: string | null;
  readonly expandGroups: boolean;
  readonly bulkPermissions: 'auto' | 'off';
  readonly clock: Clock;
}
