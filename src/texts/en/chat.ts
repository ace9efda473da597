/** Short answers in chat that are not a card of their own. */
export const chat = {
  previewStarted: 'A preview has started in a new message.',
  stopping: (planId: string) =>
    `${planId} stops after the calls that are under way. What was sent is read back; the summary follows on its card.`,
  stoppingAlready: (planId: string) => `${planId} is stopping already. The summary follows on its card.`,
  waitEnded: (planId: string) =>
    `${planId} no longer goes on by itself. What was not sent is not started; “resume” goes on with it under its approval.`,
  resuming: (planId: string) => `${planId} goes on under the approval it has. Its card shows how far it is.`,
  muted: (n: number, address: string, planId: string) =>
    `${n} ${n === 1 ? 'change' : 'changes'} for ${address} muted: not proposed again until its shared mailbox changes. ${planId} stays as it is; make a new preview.`,
  unmuted: (n: number, address: string) =>
    `${n} ${n === 1 ? 'change' : 'changes'} for ${address} no longer muted. The next preview proposes what is still needed.`,
  uncertainShown: 'The first uncertain change is in a new message, read fresh from Zivver.',
  resolved: (item: string, runId: string, happened: boolean) =>
    `Change ${item} of ${runId} is recorded as ${happened ? 'done' : 'not done'}. The result card follows; “resolve” shows what else is uncertain.`,
  undoStarted: 'The undo is being worked out in a new message. Nothing changes before it is approved.',
  linksHere: 'The report’s links are in a new message below.',
  linksSent: 'The report’s links were sent to your personal chat with Countersign.',
  linksNeedPersonalChat:
    'A report is handed over in your personal chat only. Open a chat with Countersign and type `report`.',
  clickUnknown: 'This button is not known any more. Type `help` to see what can be done.',
  clickFailed: 'That did not work and nothing was changed. Try again; `status` shows how things stand.',
};
