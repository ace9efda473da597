/** What a plan says, finding by finding and whole: what a person reads, and what was held back. */

import type { Finding, FindingCode } from '../../src/sync/model/finding.ts';
import { computePlan, type PlanInput } from '../../src/sync/plan/compute-plan.ts';
import { planInput, type World } from './build.ts';

/** Every finding with this code of the plan of this world; `more` for what a world cannot say. */
export function told(code: FindingCode, world: World, more: Partial<PlanInput> = {}): readonly Finding[] {
  return computePlan({ ...planInput(world), ...more }).content.findings.filter((finding) => finding.code === code);
}

/** A finding with nothing in it but what is given; `about` are its details, each as `address: detail`. */
export function saying(
  effect: Finding['effect'],
  code: FindingCode,
  { about = [], ...more }: Partial<Finding> & { readonly about?: readonly string[] },
): Finding {
  const details = about.map((line) => {
    const [address = '', ...rest] = line.split(': ');
    return { address, detail: rest.join(': ') };
  });
  return {
    code,
    effect,
    number: details.length,
    limit: null,
    addresses: [...new Set(details.map(({ address }) => address))],
    details,
    withheld: [],
    params: {},
    ...more,
  };
}
