/** Who Countersign thinks somebody is, and what that person may do. Shown to that person. */

import type { DangerClass } from '../sync/model/mutation.ts';
import type { Person } from '../sync/model/person.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { noticeCard } from './notice.ts';

export type Role = 'reader' | 'operator' | 'approver';

export interface WhoamiView {
  readonly person: Person;
  readonly roles: readonly Role[];
  /** Of an approver, where people are named for some classes: those that this one may approve. */
  readonly approves?: readonly DangerClass[];
}

export function whoamiCard(context: CardContext, { person, roles, approves }: WhoamiView): Card {
  const { whoami } = context.texts.cards;
  const names = context.names ? [{ title: whoami.name, value: escapeMarkdown(person.name, 80) || '–' }] : [];
  const address =
    context.names && person.address !== null
      ? [{ title: whoami.address, value: escapeMarkdown(person.address, 120) }]
      : [];
  return noticeCard(context, () => ({
    tone: 'emphasis',
    heading: whoami.heading,
    lines: [],
    facts: [
      ...names,
      ...address,
      { title: whoami.id, value: escapeMarkdown(person.id, 80) },
      ...(person.tenantId === '' ? [] : [{ title: whoami.tenant, value: escapeMarkdown(person.tenantId, 80) }]),
      { title: whoami.roles, value: roles.length === 0 ? whoami.noRole : roles.map((role) => whoami[role]).join(', ') },
      ...(approves === undefined ? [] : [{ title: whoami.approves, value: classNames(context, approves) }]),
    ],
  }));
}

function classNames({ texts }: CardContext, classes: readonly DangerClass[]): string {
  if (classes.length === 0) return texts.cards.whoami.approvesNone;
  return classes.map((name) => texts.plan.classes[name].name).join(', ');
}
