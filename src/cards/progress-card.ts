/** What a long piece of work is doing: the step, how many of how many, for how long. */

import type { Pace } from '../sync/model/pace.ts';
import { type Progress, steps } from '../sync/model/progress.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { expandTemplate } from './expand-template.ts';
import { fitCard } from './limits.ts';
import type { FactLine } from './lines.ts';
import { durationText, timeText } from './moments.ts';
import template from './templates/progress.json' with { type: 'json' };

/** A preview is the first six of the nine steps. */
const previewSteps = steps.slice(0, 6);

export interface ProgressCardView {
  /** Null before the first word from the work. */
  readonly progress: Progress | null;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly elapsedMs: number;
  /** Null, or absent, while it cannot be told. */
  readonly pace?: Pace | null;
}

export function progressCard(context: CardContext, view: ProgressCardView): Card {
  const { progress } = context.texts.cards;
  const step = view.progress?.step ?? 'read';
  const now = progress.step(previewSteps.indexOf(step) + 1, previewSteps.length, progress.steps[step]);
  return fitCard(() =>
    expandTemplate(template, {
      lang: context.language,
      heading: progress.heading,
      subheadings: [progress.nothingChanges],
      summary: `${progress.heading}. ${now}`,
      now,
      ...barOf(view.progress),
      lines: progressLines(context, view.progress),
      buttons: [],
      facts: [
        { title: progress.started, value: timeText(view.startedAt, context) },
        { title: progress.elapsed, value: durationText(view.elapsedMs, context) },
        ...paceFacts(context, view.pace ?? null),
      ],
    }),
  );
}

export function progressLines(context: CardContext, of: Progress | null): readonly string[] {
  const { progress } = context.texts.cards;
  if (of === null) return [progress.what.connecting];
  const what = progress.what[of.what];
  const counted = of.total === null && of.done === 0 ? what : progress.count(what, of.done, of.total);
  const where = of.where === null ? [] : [progress.where(escapeMarkdown(of.where, 40))];
  return [
    ...signInLines(context, of),
    counted,
    ...where,
    ...(of.waitingUntil === null ? [] : [progress.waiting(timeText(of.waitingUntil, context))]),
  ];
}

function paceFacts(context: CardContext, pace: Pace | null): readonly FactLine[] {
  if (pace === null) return [];
  const words = context.texts.pace;
  const speed = { title: words.speed, value: words.perMinute(pace.perMinute) };
  if (pace.remainingMs === null) return [speed];
  return [speed, { title: words.left, value: words.about(durationText(pace.remainingMs, context)) }];
}

/** The address comes from Microsoft's own sign-in library; the account is shown where names are. */
function signInLines(context: CardContext, { signIn }: Progress): readonly string[] {
  if (signIn === undefined) return [];
  const { asked, link, anAdministrator } = context.texts.signIn;
  const account = context.names ? escapeMarkdown(signIn.account, 80) : anAdministrator;
  return [
    `**${asked({ ...signIn, account })}**`,
    `[${link}](${signIn.url.replaceAll('(', '%28').replaceAll(')', '%29')})`,
  ];
}

/** Two columns whose widths are the done and the open part, in percent; the words say the same. */
export function barOf(progress: Progress | null): {
  readonly hasBar: boolean;
  readonly barDone: string;
  readonly barRest: string;
} {
  if (progress === null || progress.total === null || progress.total <= 0)
    return { hasBar: false, barDone: '0', barRest: '100' };
  const done = Math.min(100, Math.max(0, Math.round((progress.done / progress.total) * 100)));
  return { hasBar: true, barDone: String(done), barRest: String(100 - done) };
}
