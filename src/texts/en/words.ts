/** One word for one thing (docs/architecture.md, Words). */
export const words = {
  product: 'Countersign',
  sharedMailbox: 'shared mailbox',
  sharedMailboxes: (count: number) => (count === 1 ? '1 shared mailbox' : `${count} shared mailboxes`),
  functionalAccount: 'functional account',
  functionalAccounts: (count: number) => (count === 1 ? '1 functional account' : `${count} functional accounts`),
};
