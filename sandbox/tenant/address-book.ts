/** Hands out addresses and names that nobody in the world has yet. */

export const claimedDomains: readonly string[] = ['example.com', 'example.nl'];
export const foreignDomain = 'example.org';

export class AddressBook {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  /** `local@domain`, or with a number behind `local` when somebody has it. Lower case. */
  address(local: string, domain: string): string {
    return this.#free(local, (candidate) => `${candidate}@${domain}`);
  }

  /** A word that is used once: a display name, an alias. */
  word(word: string): string {
    return this.#free(word, (candidate) => candidate, ' ');
  }

  #free(base: string, render: (candidate: string) => string, gap = ''): string {
    const first = render(base);
    const key = first.toLowerCase();
    let number = this.#next.get(key) ?? 2;
    let candidate = first;
    while (this.#taken.has(candidate.toLowerCase())) {
      candidate = render(`${base}${gap}${number}`);
      number += 1;
    }
    this.#next.set(key, number);
    this.#taken.add(candidate.toLowerCase());
    return candidate;
  }
}
