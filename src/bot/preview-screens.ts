/** The cards of long work: progress at the right pace, then the plan, the list, nothing to do, or the problem. */

import type { Card } from '../cards/card.ts';
import { doctorCard } from '../cards/doctor-card.ts';
import { mailboxesCard } from '../cards/mailboxes-card.ts';
import { nothingToDoCard } from '../cards/nothing-to-do-card.ts';
import { nothingToUndoCard } from '../cards/nothing-to-undo-card.ts';
import { overtakenCard } from '../cards/overtaken-card.ts';
import { problemCard } from '../cards/problem-card.ts';
import { progressCard } from '../cards/progress-card.ts';
import { refusalCard } from '../cards/refusal-card.ts';
import { statusCard } from '../cards/status-card.ts';
import { uncertainCard } from '../cards/uncertain-card.ts';
import type { DoctorScreen } from '../jobs/handlers/doctor.ts';
import type { DriftScreen } from '../jobs/handlers/drift.ts';
import type { MailboxesScreen } from '../jobs/handlers/mailboxes.ts';
import type { PreviewScreen } from '../jobs/handlers/preview.ts';
import type { UncertainScreen } from '../jobs/handlers/uncertain.ts';
import type { UndoScreen } from '../jobs/handlers/undo.ts';
import type { JobCard, JobOf } from '../jobs/queue.ts';
import type { OvertakenOutcome } from '../sync/index.ts';
import { createPaceMeter } from '../sync/model/pace.ts';
import type { BotServices } from './bot-services.ts';
import { createPacedEdits, type PacedEdits } from './paced-edits.ts';
import { problemOf } from './problem-of.ts';
import { cardContext } from './turn.ts';

export function createPreviewScreen(services: BotServices, job: JobOf<'preview'>): PreviewScreen {
  const edits = progressOn(services, job.card);
  const context = cardContext(services, job.card.names);
  return {
    onProgress: (progress) => edits.offer(progress),
    async showPlan(plan) {
      edits.stop();
      await services.posted.add(job.card, plan);
    },
    async showNothingToDo(outcome) {
      edits.stop();
      services.show(job.card, nothingToDoCard(context, { outcome }));
    },
    async showOvertaken(outcome) {
      edits.stop();
      await showOvertaken(services, job.card, outcome);
    },
    async showProblem(error) {
      edits.stop();
      services.show(job.card, problemCard(context, problemOf(error)));
    },
  };
}

export function createUndoScreen(services: BotServices, job: JobOf<'undo'>): UndoScreen {
  const edits = progressOn(services, job.card);
  const context = cardContext(services, job.card.names);
  const show = async (card: Card): Promise<void> => {
    edits.stop();
    services.show(job.card, card);
  };
  return {
    onProgress: (progress) => edits.offer(progress),
    async showPlan(plan) {
      edits.stop();
      await services.posted.add(job.card, plan);
    },
    showNothingToUndo: (outcome) => show(nothingToUndoCard(context, outcome)),
    async showOvertaken(outcome) {
      edits.stop();
      await showOvertaken(services, job.card, outcome);
    },
    showRefusal: (refusal) => show(refusalCard(context, { refusal })),
    showProblem: (error) => show(problemCard(context, problemOf(error))),
  };
}

/** Whoever asked gets the plan that waits, which says when it was read; one that is about some mailboxes is no answer for all. */
async function showOvertaken(services: BotServices, card: JobCard, outcome: OvertakenOutcome): Promise<void> {
  if (outcome.plan !== null && outcome.covers) return services.posted.add(card, outcome.plan);
  services.show(card, overtakenCard(cardContext(services, card.names), outcome));
}

export function createDoctorScreen(services: BotServices, job: JobOf<'doctor'>): DoctorScreen {
  const edits = progressOn(services, job.card);
  const context = cardContext(services, job.card.names);
  return {
    onProgress: (progress) => edits.offer(progress),
    async showChecks(checks) {
      edits.stop();
      services.show(job.card, doctorCard(context, { checks }));
    },
    async showProblem(error) {
      edits.stop();
      services.show(job.card, problemCard(context, problemOf(error)));
    },
  };
}

export function createDriftScreen(services: BotServices, job: JobOf<'drift'>): DriftScreen {
  const context = cardContext(services, job.card.names);
  return {
    showStatus: async (status, drift) => services.show(job.card, statusCard(context, { status, drift })),
  };
}

export function createUncertainScreen(services: BotServices, job: JobOf<'uncertain'>): UncertainScreen {
  const context = cardContext(services, job.card.names);
  const show = async (card: Card): Promise<void> => services.show(job.card, card);
  return {
    showItem: (item) => show(uncertainCard(context, { item })),
    showRefusal: (refusal) => show(refusalCard(context, { refusal })),
    showProblem: (error) => show(problemCard(context, problemOf(error))),
  };
}

export function createMailboxesScreen(services: BotServices, job: JobOf<'mailboxes'>): MailboxesScreen {
  const edits = progressOn(services, job.card);
  const context = cardContext(services, job.card.names);
  return {
    onProgress: (progress) => edits.offer(progress),
    async showScope(scope) {
      edits.stop();
      services.scopes.keep(job.text, scope);
      services.show(job.card, mailboxesCard(context, { scope, page: job.page, text: job.text }));
    },
    async showProblem(error) {
      edits.stop();
      services.show(job.card, problemCard(context, problemOf(error)));
    },
  };
}

export function progressOn(services: BotServices, card: JobCard): PacedEdits {
  const { clock } = services;
  const startedAt = clock.now().toISOString();
  const began = clock.monotonic();
  const context = cardContext(services, card.names);
  const meter = createPaceMeter();
  const edits = createPacedEdits({
    clock,
    edit: (progress) => {
      const elapsedMs = Math.round(clock.monotonic() - began);
      const pace = meter.see(progress, clock.monotonic());
      services.show(card, progressCard(context, { progress, startedAt, elapsedMs, pace }));
    },
  });
  return {
    offer(progress) {
      // Every word counts for the pace, not only those that are shown.
      meter.see(progress, clock.monotonic());
      edits.offer(progress);
    },
    stop: () => edits.stop(),
  };
}
