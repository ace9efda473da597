/** Every card, for the edges that show them. */

export type { Card, CardContext } from './card.ts';
export { cardAsText } from './card-as-text.ts';
export { closedCard } from './closed-card.ts';
export { helpCard } from './help-card.ts';
export { historyCard } from './history-card.ts';
export { mailboxesCard } from './mailboxes-card.ts';
export { nothingToDoCard } from './nothing-to-do-card.ts';
export { planCard } from './plan-card.ts';
export { problemCard } from './problem-card.ts';
export { progressCard } from './progress-card.ts';
export { reasonCard } from './reason-card.ts';
export { refusalCard } from './refusal-card.ts';
export { reportCard } from './report-card.ts';
export { resultCard } from './result-card.ts';
export { runningCard } from './running-card.ts';
export { statusCard } from './status-card.ts';
export { whoamiCard } from './whoami-card.ts';
