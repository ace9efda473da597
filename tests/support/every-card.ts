/** Every card, for tests that ask something of all of them. */

import { closedCard } from '../../src/cards/closed-card.ts';
import { doctorCard } from '../../src/cards/doctor-card.ts';
import { explainCard } from '../../src/cards/explain-card.ts';
import { helpCard } from '../../src/cards/help-card.ts';
import { historyCard } from '../../src/cards/history-card.ts';
import { leaveOutCard } from '../../src/cards/leave-out-card.ts';
import { mailboxesCard } from '../../src/cards/mailboxes-card.ts';
import { nothingToDoCard } from '../../src/cards/nothing-to-do-card.ts';
import { nothingToUndoCard } from '../../src/cards/nothing-to-undo-card.ts';
import { overtakenCard } from '../../src/cards/overtaken-card.ts';
import { planCard } from '../../src/cards/plan-card.ts';
import { problemCard } from '../../src/cards/problem-card.ts';
import { progressCard } from '../../src/cards/progress-card.ts';
import { reasonCard } from '../../src/cards/reason-card.ts';
import { refusalCard } from '../../src/cards/refusal-card.ts';
import { reportCard } from '../../src/cards/report-card.ts';
import { resultCard } from '../../src/cards/result-card.ts';
import { runningCard } from '../../src/cards/running-card.ts';
import { statusCard } from '../../src/cards/status-card.ts';
import { uncertainCard } from '../../src/cards/uncertain-card.ts';
import { whoamiCard } from '../../src/cards/whoami-card.ts';

export const everyCard = {
  closedCard,
  doctorCard,
  explainCard,
  helpCard,
  historyCard,
  leaveOutCard,
  mailboxesCard,
  nothingToDoCard,
  nothingToUndoCard,
  overtakenCard,
  planCard,
  problemCard,
  progressCard,
  reasonCard,
  refusalCard,
  reportCard,
  resultCard,
  runningCard,
  statusCard,
  uncertainCard,
  whoamiCard,
};
