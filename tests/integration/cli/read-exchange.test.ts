/**
 * From Exchange to another machine, on the console alone. `read` refuses stand-ins, so the machine that reaches Exchange is one
 * on which the stand-in is installed as the module: Countersign finds it as it finds the real one, and its configuration is a real one.
 */

import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { rows } from '../../../sandbox/example/office.ts';
import { makeCertificate } from '../../../sandbox/exchange/make-certificate.ts';
import { type Office, openOffice, runConsole } from '../../support/console.ts';
import { idOf, noFaults, worldMailbox, worldPerson } from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const env = {
  ...(process.env as Readonly<Record<string, string>>),
  COUNTERSIGN_READING_KEY: 'the same long random text on both machines',
  COUNTERSIGN_CERTIFICATE_PASSWORD: 'a long and boring password',
};
const standIns = fileURLToPath(new URL('../../../sandbox/exchange', import.meta.url));
const place = 'example.onmicrosoft.com';
const elsewhere = 'https://zivver.example.nl/api/scim/v2';

describeWithPowerShell('From Exchange to another machine', (executable) => {
  /** A PowerShell on which the module is installed, over the organisation of the office. */
  async function installed(office: Office): Promise<string> {
    const world = join(office.folder, 'world.json');
    writeFileSync(world, JSON.stringify(exchangeOfOffice()));
    await makeCertificate(executable, {
      file: join(office.folder, 'exchange.pfx'),
      password: env.COUNTERSIGN_CERTIFICATE_PASSWORD,
      notBefore: new Date('2020-01-01T00:00:00.000Z'),
      notAfter: new Date('2126-01-01T00:00:00.000Z'),
    });
    const pwsh = join(office.folder, 'pwsh');
    const path = `${standIns}${delimiter}\${PSModulePath:-}`;
    writeFileSync(
      pwsh,
      `#!/bin/sh\nexport PSModulePath="${path}" COUNTERSIGN_WORLD="${world}"\nexec "${executable}" "$@"\n`,
    );
    chmodSync(pwsh, 0o755);
    return pwsh;
  }

  async function machine() {
    const office = await openOffice();
    onTestFinished(() => office.close());
    const pwsh = await installed(office);
    const configured = (name: string, source: string, target: string) => {
      const file = join(office.folder, `${name}.yaml`);
      writeFileSync(file, `sources: [${source}]\ntarget: { url: "${target}", domains: [example.nl] }\n`);
      return (...args: readonly string[]) =>
        runConsole([...args, '--config', file, '--store', join(office.folder, `${name}.sqlite`)], {
          env: { ...env, COUNTERSIGN_ZIVVER_API_KEY: office.zivver.apiKey },
        });
    };
    const exchange = (powershell: string) =>
      `{ type: exchange-online-certificate, name: exchange, certificateFile: exchange.pfx, applicationId: 11111111-2222-3333-4444-555555555555, organization: ${place}, powershell: ${powershell} }`;
    const recorded = `{ type: recorded, name: exchange, file: reading.ndjson, signed: true, recordedFrom: exchange-online-certificate, recordedPlace: ${place} }`;
    return { office, configured, exchange, recorded, pwsh, file: join(office.folder, 'reading.ndjson') };
  }

  it('a reading that one machine signed is previewed by the other like Exchange itself, and says what it is', async () => {
    const { office, configured, exchange, recorded, pwsh, file } = await machine();
    const near = configured('near', exchange(`{ executable: "${pwsh}" }`), elsewhere);
    const here = configured('here', exchange(`{ executable: "${pwsh}" }`), office.zivver.url);
    const far = configured('far', recorded, office.zivver.url);

    const written = await near('read', '--output', file, '--json');
    const direct = shown(await here('preview', '--json'));
    const seen = shown(await far('preview', '--json'));

    expect([written.code, JSON.parse(written.out)]).toMatchObject([
      0,
      { source: 'exchange', list: { complete: true } },
    ]);
    expect(direct.mutations.length).toBeGreaterThan(5);
    expect(seen.mutations).toEqual(direct.mutations);
    expect(seen.plan.fingerprint).toBe(direct.plan.fingerprint);
    expect([direct, seen].map(({ basis }) => basis.sources.map(({ madeFrom }) => madeFrom))).toEqual([
      ['source'],
      ['recording'],
    ]);
    expect((await far('show', seen.plan.id)).out).toContain('only repeats a recording');
  });

  it('is refused to what the configuration calls a stand-in, wherever it would go', async () => {
    const { office, configured, exchange, pwsh, file } = await machine();
    const madeUp = exchange(`{ executable: "${pwsh}", standInModules: "${standIns}" }`);

    const loopback = await configured('loopback', madeUp, office.zivver.url)('read', '--output', file, '--json');
    const real = await configured('real', madeUp, elsewhere)('read', '--output', file);

    expect([loopback.code, JSON.parse(loopback.out)]).toMatchObject([1, { code: 'reading-of-stand-in' }]);
    expect(real.code).toBe(78);
    expect(real.talk).toContain('standInModules');
  });
});

/** The table of the example office as its Exchange would hold it. */
function exchangeOfOffice() {
  const split = (text: string) => text.split('; ').filter((part) => part !== '');
  const delegates = [...new Set(rows.flatMap((row) => split(row[5])))];
  return {
    exchange: {
      mailboxes: rows.map(([, displayName, primaryAddress, aliases, type, holders], at) =>
        worldMailbox(at + 1, split(holders), {
          displayName,
          primaryAddress,
          emailAddresses: [`SMTP:${primaryAddress}`, ...split(aliases).map((alias) => `smtp:${alias}`)],
          type,
        }),
      ),
      recipients: delegates.map((address, at) =>
        worldPerson(at + 100, { id: idOf(at + 100), userPrincipalName: address, primaryAddress: address }),
      ),
      faults: noFaults,
    },
  };
}

interface Previewed {
  readonly plan: { readonly id: string; readonly fingerprint: string };
  readonly mutations: readonly unknown[];
  readonly basis: { readonly sources: readonly { readonly madeFrom?: string }[] };
}

function shown({ out }: { readonly out: string }): Previewed {
  return JSON.parse(out) as Previewed;
}
