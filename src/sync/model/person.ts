/** Who acts. One shape for requester, approver, reader, and for Countersign itself. Pure data. */

export interface Person {
  /** Entra object id, lower case; `console:<name>` without an identity (loopback only); `countersign` for itself. */
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  /** User principal name or address, lower case, when known: needed to see that nobody approves access for himself. */
  readonly address: string | null;
  /** Further addresses: a sign-in name often differs from the mail address. */
  readonly otherAddresses?: readonly string[];
}

export const countersign: Person = { id: 'countersign', tenantId: '', name: 'Countersign', address: null };
