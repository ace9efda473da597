/** Every card, for tests that ask something of all of them. */

export { closedCard } from '../../src/cards/closed-card.ts';
export { doctorCard } from '../../src/cards/doctor-card.ts';
export { explainCard } from '../../src/cards/explain-card.ts';
export { helpCard } from '../../src/cards/help-card.ts';
export { historyCard } from '../../src/cards/history-card.ts';
export { leaveOutCard } from '../../src/cards/leave-out-card.ts';
export { mailboxesCard } from '../../src/cards/mailboxes-card.ts';
export { nothingToDoCard } from '../../src/cards/nothing-to-do-card.ts';
export { nothingToUndoCard } from '../../src/cards/nothing-to-undo-card.ts';
export { overtakenCard } from '../../src/cards/overtaken-card.ts';
export { planCard } from '../../src/cards/plan-card.ts';
export { problemCard } from '../../src/cards/problem-card.ts';
export { progressCard } from '../../src/cards/progress-card.ts';
export { reasonCard } from '../../src/cards/reason-card.ts';
export { refusalCard } from '../../src/cards/refusal-card.ts';
export { reportCard } from '../../src/cards/report-card.ts';
export { resultCard } from '../../src/cards/result-card.ts';
export { runningCard } from '../../src/cards/running-card.ts';
export { statusCard } from '../../src/cards/status-card.ts';
export { uncertainCard } from '../../src/cards/uncertain-card.ts';
export { whoamiCard } from '../../src/cards/whoami-card.ts';
