/** Trustees of a mailbox → who of them Zivver can make a delegate, who it cannot and why, and who must not lose anything. */

import { byText, canonicalAddress, inOrderOf, sameTexts } from '../model/address.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import type { UnexpressedDelegate } from '../model/scope.ts';
import type { DesiredDelegate, DesiredDelegates } from './desired.ts';
import type { PeopleIndex } from './people-index.ts';

/** Of mailbox after mailbox: whoever stands on many of them is looked up once. */
export function delegateResolver(people: PeopleIndex): (mailbox: SharedMailbox) => DesiredDelegates {
  const met: Met = new Map();
  return ({ delegates }) => {
    if (delegates.state === 'unreadable') return delegates;
    const { trustees } = delegates;
    // Stryker disable next-line ArrowFunction: only saves time
    const known = trustees.map((trustee) => metAs(trustee, met));
    if (areAllMet(known)) return read(eachOnce(known), none);
    const others: Others = { alsoHold: [], unexpressed: [] };
    const found = trustees.flatMap((trustee, at) => known[at] ?? lookUp(trustee, { people, met, others }) ?? []);
    return { ...read(eachOnce(found), others.alsoHold), ...unexpressedOf(others) };
  };
}

/** By their primary address as it is written, people who are one active account. */
type Met = Map<string, Direct>;

interface Direct extends DesiredDelegate {
  readonly aliases: readonly string[];
}

// Stryker disable next-line BlockStatement: only saves time
function metAs(trustee: Trustee, met: Met): DesiredDelegate | undefined {
  // Stryker disable next-line ConditionalExpression, EqualityOperator, StringLiteral: only saves time, others have no address
  if (trustee.kind !== 'person') return undefined;
  const { address, aliases, via } = trustee;
  const one = met.get(address);
  return one === undefined || !sameTexts(one.aliases, aliases) ? undefined : through(via, one);
}

function through(via: readonly string[], direct: DesiredDelegate): DesiredDelegate {
  return via.length === 0 ? direct : { id: direct.id, person: direct.person, place: direct.place, via };
}

function areAllMet(known: (DesiredDelegate | undefined)[]): known is DesiredDelegate[] {
  return !known.includes(undefined);
}

interface Others {
  /** Zivver ids of people who must not lose anything, delegates or not. */
  readonly alsoHold: string[];
  readonly unexpressed: UnexpressedDelegate[];
}

interface Looking {
  readonly people: PeopleIndex;
  /** Both grow. */
  readonly met: Met;
  readonly others: Others;
}

function lookUp(trustee: Trustee, { people, met, others }: Looking): DesiredDelegate | undefined {
  const { alsoHold, unexpressed } = others;
  if (trustee.kind === 'unresolved') {
    unexpressed.push({ name: trustee.name, reason: trustee.reason });
    return undefined;
  }
  const answer = people.find(trustee);
  if ('also' in answer) alsoHold.push(...answer.also);
  if (answer.kind === 'active') {
    const { person, place, also } = answer;
    const { address, aliases, via } = trustee;
    const direct = { id: person.id, person, place, via: none, aliases };
    if (also.length === 0) met.set(address, direct);
    return through(via, direct);
  }
  unexpressed.push({ name: nameOf(trustee), reason: answer.kind === 'none' ? 'no-account' : answer.kind });
  if (answer.kind === 'suspended') alsoHold.push(answer.person.id);
  if (answer.kind === 'ambiguous') for (const { id } of answer.people) alsoHold.push(id);
  return undefined;
}

function read(people: readonly DesiredDelegate[], alsoHold: readonly string[]) {
  return { state: 'read', people, alsoHold, unexpressed: none, unresolved: none } as const;
}

function unexpressedOf({ unexpressed }: Others) {
  unexpressed.sort((a, b) => byText(a.name, b.name) || byText(a.reason, b.reason));
  const unresolved = unexpressed.filter(({ reason }) => !leavesNobodyUnknown.has(reason)).map(({ name }) => name);
  return { unexpressed, unresolved };
}

/** After these it is known who has access and cannot be a delegate; after all others it is not. */
const leavesNobodyUnknown: ReadonlySet<UnexpressedDelegate['reason']> = new Set([
  'no-account',
  'suspended',
  'group-cannot-hold-full-access',
]);

/** By id; of somebody who has access in several ways the plainest is kept. */
function eachOnce(found: DesiredDelegate[]): readonly DesiredDelegate[] {
  const sorted = inOrderOf(found, byPersonThenPlainest);
  const isRepeated = (at: number): boolean => sorted[at]?.place === sorted[at - 1]?.place;
  // Mostly nobody is: only then the list is made again.
  // Stryker disable next-line EqualityOperator, AssignmentOperator: only saves time
  for (let at = 1; at < sorted.length; at += 1)
    // Stryker disable next-line ConditionalExpression: only saves time
    if (isRepeated(at)) return sorted.filter((_, place) => !isRepeated(place));
  return sorted;
}

/** Of two ways to the same access the shorter is shown; of two equally long ones always the same. */
function byPersonThenPlainest(a: DesiredDelegate, b: DesiredDelegate): number {
  return a.place - b.place || a.via.length - b.via.length || byText(a.via.join('\n'), b.via.join('\n'));
}

/** It is part of what is signed: the same in however many ways the address is written. */
function nameOf({ name, address }: { readonly name: string; readonly address: string }): string {
  return address === '' ? name : `${name} <${canonicalAddress(address) ?? address}>`;
}

/** Nearly every mailbox has none: one list for all of them. */
const none: readonly never[] = [];
