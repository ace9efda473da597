/** Dates in the reader's zone with the zone named, and durations in words. */

import type { CardContext } from './card.ts';

const locales = { en: 'en-GB', nl: 'nl-NL' } as const;

/** `24 Nov 2025, 07:00 CET`. @param iso ISO 8601 */
export function momentText(iso: string, context: CardContext): string {
  return new Intl.DateTimeFormat(locales[context.language], {
    timeZone: context.timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(iso));
}

/** `07:00 CET`: for a moment of today. */
export function timeText(iso: string, context: CardContext): string {
  return new Intl.DateTimeFormat(locales[context.language], {
    timeZone: context.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(iso));
}

export function durationText(ms: number, context: CardContext): string {
  const { common } = context.texts.cards;
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return common.seconds(seconds);
  if (seconds < 3600) return common.minutes(Math.floor(seconds / 60), seconds % 60);
  return common.hours(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
}
