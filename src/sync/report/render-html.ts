/** The report as one self-contained page, in pieces: counts, a small chart, who signed what and when, the full table. */

import { findingDetail } from '../../texts/finding-detail.ts';
import type { Finding } from '../model/finding.ts';
import { dangerClasses, dangerClassOf, mutationKinds } from '../model/mutation.ts';
import { type Html, html, trusted } from './html.ts';
import { changesTable, inScopeTable, leftOutTable } from './html-tables.ts';
import { pageScript, pageStyle } from './page-style.ts';
import type { RenderContext } from './render-context.ts';
import type { Report } from './report.ts';
import { localTime } from './report-words.ts';

export function* renderHtml(report: Report, context: RenderContext): Generator<string> {
  const words = context.texts.report;
  const title = words.title(report.run?.id ?? report.planId);
  yield html`<!doctype html>
<html lang="${context.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(pageStyle)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="lead">${report.run === null ? words.planned : words.applied}</p>
${facts(report, context)}
<h2>${words.chart}</h2>
${chart(report, context)}
`.html;
  yield* changesTable(report, context);
  yield html`
<h2>${words.findings}</h2>
`.html;
  yield* findings(report, context);
  yield '\n';
  yield* inScopeTable(report, context);
  yield '\n';
  yield* leftOutTable(report, context);
  yield html`
<footer>${words.footer}</footer>
</main>
<script>${trusted(pageScript)}</script>
</body>
</html>
`.html;
}

function facts(report: Report, context: RenderContext): Html {
  const { texts } = context;
  const words = texts.report;
  const when = (iso: string): string => localTime(iso, context);
  const votes = (decision: 'approve' | 'reject'): string[] =>
    report.votes
      .filter((vote) => vote.decision === decision)
      .map(({ person, at, comment }) => `${person.name}, ${when(at)}${comment === '' ? '' : `: “${comment}”`}`);
  const { run } = report;
  const rejected = votes('reject');
  const approved = votes('approve');
  const lines: [string, readonly string[] | Html][] = [
    [words.facts.state, [texts.plan.states[report.state]]],
    [words.facts.fingerprint, html`<code>${report.fingerprint}</code>`],
    [words.facts.requested, [`${report.requester.name}, ${when(report.createdAt)}`]],
    rejected.length > 0
      ? [words.facts.rejected, rejected]
      : [words.facts.approved, approved.length > 0 ? approved : [words.nobodyYet]],
    ...(run === null
      ? []
      : ([
          [words.facts.run, [`${run.id}, ${when(run.startedAt)}`]],
          [words.facts.ended, [run.endedAt === null ? words.notEnded : when(run.endedAt)]],
          [words.facts.calls, [run.calls.toLocaleString(context.language)]],
          [words.facts.verified, [verified(run.verification, words)]],
        ] satisfies [string, readonly string[]][])),
    [
      words.facts.read,
      report.basis.sources.flatMap(({ source, mailboxes, takenAt, remembered, madeFrom }) => [
        words.readFrom(source, mailboxes, when(takenAt)),
        ...(madeFrom === 'recording' ? [texts.words.repeatsRecording] : []),
        ...(remembered === undefined ? [] : [texts.words.askedNow({ takenAt, mailboxes, remembered })]),
      ]),
    ],
    ...filterFact(report, words),
  ];
  return html`<dl>${lines.map(([name, value]) => html`<dt>${name}</dt><dd>${'html' in value ? value : value.map((line) => html`<div>${line}</div>`)}</dd>`)}</dl>`;
}

/** Each value of the address filter with how many mailboxes it alone matches. */
function filterFact({ scope }: Report, words: RenderContext['texts']['report']): [string, readonly string[]][] {
  if (scope.filter === undefined) return [];
  return [[words.facts.filter, scope.filter.values.map(({ text, count }) => `${text}: ${count}`)]];
}

function verified(
  verification: NonNullable<Report['run']>['verification'],
  words: RenderContext['texts']['report'],
): string {
  if (verification === null) return words.notEnded;
  const { seen, lost, complete } = verification;
  const found = lost.length === 0 ? words.verifiedAll(seen.length) : words.verifiedSome(seen.length, lost.length);
  const told = seen.length + lost.length === 0 ? words.verifiedNothing : found;
  return complete ? told : `${told}. ${words.verifiedIncomplete}`;
}

function chart(report: Report, { texts, language }: RenderContext): Html {
  const counted = mutationKinds.filter((kind) => report.countsByKind[kind] > 0);
  const most = Math.max(1, ...counted.map((kind) => report.countsByKind[kind]));
  const order = counted.sort(
    (a, b) => dangerClasses.indexOf(dangerClassOf[b]) - dangerClasses.indexOf(dangerClassOf[a]),
  );
  return html`<div class="chart">${order.map((kind) => {
    const count = report.countsByKind[kind];
    return html`<span>${texts.plan.kinds[kind].label}</span><span class="${dangerClassOf[kind]}" aria-hidden="true"><span class="bar" style="display:block;width:${Math.round((count * 100) / most)}%"></span></span><span>${count.toLocaleString(language)}</span>`;
  })}</div>`;
}

function waivedOr({ waiver }: Finding, remedy: string, { report }: RenderContext['texts']): string {
  return waiver === undefined ? remedy : report.waivedBy(waiver.by.name, waiver.reason);
}

function* findings(report: Report, context: RenderContext): Generator<string> {
  if (report.findings.length === 0) {
    yield html`<p>${context.texts.report.noFindings}</p>`.html;
    return;
  }
  yield '<ul class="findings">';
  for (const finding of report.findings) yield* findingLine(finding, context);
  yield '</ul>';
}

function* findingLine(finding: Finding, { texts }: RenderContext): Generator<string> {
  const { code, effect, details } = finding;
  const { sentence, remedy } = texts.plan.findings[code];
  yield html`<li class="${effect}">${sentence(finding)} <div class="under">${waivedOr(finding, remedy, texts)}</div>`
    .html;
  if (details.length > 0) {
    const count = String(details.length);
    yield html`<details><summary>${texts.report.shown(count, count)}</summary><ul>`.html;
    for (const { address, detail } of details)
      yield html`<li>${address} <span class="under">${findingDetail(code, detail, texts)}</span></li>`.html;
    yield '</ul></details>';
  }
  yield '</li>';
}
