/** The accounts the server holds, with an index of who has which address. It keeps; the rules stand in group-rules.ts. */

import type { WorldScimResource } from '../tenant/world.ts';
import { addressOf, aliasesOf, type ResourceType } from './scim-resource.ts';

export interface ScimContent {
  readonly groups: readonly WorldScimResource[];
  readonly users: readonly WorldScimResource[];
  /** Organisational units that exist. */
  readonly divisions: readonly string[];
  /** Claimed domains, lower case. */
  readonly domains: readonly string[];
  /** Addresses of guests: people outside who once received secure mail. */
  readonly guests: readonly string[];
}

export class ScimStore {
  readonly divisions: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
  readonly guests: ReadonlySet<string>;
  readonly #resources = { groups: new Map<string, WorldScimResource>(), users: new Map<string, WorldScimResource>() };
  readonly #owners = new Map<string, Set<string>>();

  constructor(content: ScimContent) {
    this.divisions = new Set(content.divisions);
    this.domains = new Set(content.domains);
    this.guests = new Set(content.guests);
    for (const group of content.groups) this.set('groups', group);
    for (const user of content.users) this.set('users', user);
  }

  get(type: ResourceType, id: string): WorldScimResource | undefined {
    return this.#resources[type].get(id);
  }

  list(type: ResourceType): readonly WorldScimResource[] {
    return [...this.#resources[type].values()];
  }

  knows(id: string): boolean {
    return this.#resources.users.has(id) || this.#resources.groups.has(id);
  }

  set(type: ResourceType, resource: WorldScimResource): void {
    this.#release(type, resource.id);
    this.#resources[type].set(resource.id, resource);
    for (const address of addressesOf(resource)) {
      const owners = this.#owners.get(address) ?? new Set();
      this.#owners.set(address, owners.add(resource.id));
    }
  }

  remove(type: ResourceType, id: string): void {
    this.#release(type, id);
    this.#resources[type].delete(id);
  }

  /** Somebody other than `id`, person or account, has this address as primary or alias. */
  isTaken(address: string, id: string | null): boolean {
    return [...(this.#owners.get(address) ?? [])].some((owner) => owner !== id);
  }

  #release(type: ResourceType, id: string): void {
    const resource = this.#resources[type].get(id);
    if (resource === undefined) return;
    for (const address of addressesOf(resource)) this.#owners.get(address)?.delete(id);
  }
}

function addressesOf(resource: WorldScimResource): readonly string[] {
  return [addressOf(resource), ...aliasesOf(resource).map((alias) => alias.toLowerCase())].filter((a) => a !== '');
}
