/** Trustees of a mailbox → who of them Zivver can make a delegate, who it cannot and why, and who must not lose anything. */

import { byText, inOrderOf, sortedUnique } from '../model/address.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import type { UnexpressedDelegate } from '../model/scope.ts';
import type { DesiredDelegate, DesiredDelegates } from './desired.ts';
import type { KnownPerson, PeopleIndex } from './people-index.ts';

/** Nearly every mailbox has none: one list for all of them. */
const none: readonly never[] = [];

export function desiredDelegates({ delegates }: SharedMailbox, people: PeopleIndex): DesiredDelegates {
  if (delegates.state === 'unreadable') return delegates;
  const plain = plainDelegates(delegates.trustees, people);
  if (plain === undefined) return anyDelegates(delegates.trustees, people);
  return { state: 'read', people: plain, holders: idsOf(plain), unexpressed: none, unresolved: none };
}

/**
 * Of trustees who are one active account each and were met before, as on nearly every mailbox; else undefined. Short loops: what
 * one look-up waits for in memory, the next ones wait for at the same time.
 */
function plainDelegates(trustees: readonly Trustee[], people: PeopleIndex): readonly DesiredDelegate[] | undefined {
  const answers = trustees.map(onlyAddressOf).map(people.met);
  const found: DesiredDelegate[] = [];
  let isSorted = true;
  let last = -1;
  for (let at = 0; at < answers.length; at += 1) {
    const [answer, trustee] = [answers[at], trustees[at]];
    if (answer?.kind !== 'active' || answer.also.length > 0 || trustee?.kind !== 'person') return undefined;
    found.push(delegateOf(answer, trustee));
    if (answer.place <= last) isSorted = false;
    last = answer.place;
  }
  return isSorted ? found : eachOnce(found);
}

/** Empty for whoever has several, or none: nobody was met by that. */
function onlyAddressOf(trustee: Trustee): string {
  return trustee.kind === 'person' && trustee.aliases.length === 0 ? trustee.address : '';
}

function delegateOf({ direct, person }: KnownPerson, { via }: { readonly via: readonly string[] }): DesiredDelegate {
  return via.length === 0 ? direct : { person, via };
}

function idsOf(delegates: readonly DesiredDelegate[]): readonly string[] {
  return delegates.map(({ person }) => person.id);
}

function anyDelegates(trustees: readonly Trustee[], people: PeopleIndex): DesiredDelegates {
  const found: DesiredDelegate[] = [];
  const alsoHold: string[] = [];
  const unexpressed: UnexpressedDelegate[] = [];
  const unresolved: string[] = [];
  const cannotExpress = (trustee: Trustee, reason: UnexpressedDelegate['reason']): void => {
    unexpressed.push({ name: nameOf(trustee), reason });
    if (reason !== 'no-account' && reason !== 'suspended' && reason !== 'group-cannot-hold-full-access')
      unresolved.push(nameOf(trustee));
  };
  for (const trustee of trustees) {
    if (trustee.kind === 'unresolved') {
      cannotExpress(trustee, trustee.reason);
      continue;
    }
    const answer = people.find(trustee);
    if ('also' in answer) alsoHold.push(...answer.also);
    if (answer.kind === 'active') {
      found.push(delegateOf(answer, trustee));
      continue;
    }
    cannotExpress(trustee, answer.kind === 'none' ? 'no-account' : answer.kind);
    if (answer.kind === 'suspended') alsoHold.push(answer.person.id);
    if (answer.kind === 'ambiguous') for (const { id } of answer.people) alsoHold.push(id);
  }
  const delegates = eachOnce(found);
  return {
    state: 'read',
    people: delegates,
    holders: sortedUnique([...idsOf(delegates), ...alsoHold]),
    unexpressed: unexpressed.sort((a, b) => byText(a.name, b.name) || byText(a.reason, b.reason)),
    unresolved: unresolved.sort(byText),
  };
}

/** By id; of somebody who has access in several ways the plainest is kept. */
function eachOnce(found: DesiredDelegate[]): readonly DesiredDelegate[] {
  const sorted = inOrderOf(found, byPersonThenPlainest);
  const isRepeated = (at: number): boolean => sorted[at]?.person.id === sorted[at - 1]?.person.id;
  // Mostly nobody is: only then the list is made again.
  // Stryker disable next-line EqualityOperator, AssignmentOperator: only saves time
  for (let at = 1; at < sorted.length; at += 1)
    // Stryker disable next-line ConditionalExpression: only saves time
    if (isRepeated(at)) return sorted.filter((_, place) => !isRepeated(place));
  return sorted;
}

/** Of two ways to the same access the shorter is shown; of two equally long ones always the same. */
function byPersonThenPlainest(a: DesiredDelegate, b: DesiredDelegate): number {
  return byText(a.person.id, b.person.id) || a.via.length - b.via.length || byText(a.via.join('\n'), b.via.join('\n'));
}

function nameOf(trustee: Trustee): string {
  if (trustee.kind === 'unresolved') return trustee.name;
  return trustee.address === '' ? trustee.name : `${trustee.name} <${trustee.address}>`;
}
