import type { pace as english } from '../en/pace.ts';
import type { SameKeys } from '../same-keys.ts';
import { numberWords } from '../text-params.ts';

const { figure } = numberWords('nl-NL');

export const pace: SameKeys<typeof english> = {
  speed: 'Tempo',
  perMinute: (n) => `${figure(n)} per minuut`,
  left: 'Nog te gaan',
  about: (duration) => `ongeveer ${duration}`,
  aboutLeft: (duration) => `nog ongeveer ${duration}`,
};
