import { describe, expect, it } from 'vitest';
import {
  assertPowerShell,
  assertSigned,
  chooseModule,
  knowsDescriptors,
} from '../../../src/sync/source/exchange/module-choice.ts';

const at = (version: string) => ({ version, path: `/modules/ExchangeOnlineManagement/${version}/module.psd1` });
const choose = (versions: readonly string[], powershell = '7.4.6', needsToken = false) =>
  chooseModule(versions.map(at), { powershell, needsToken });

describe('The module for Exchange Online', () => {
  it.each([
    [['3.4.0', '3.9.2', '3.5.1'], '7.4.6', '3.9.2'],
    [['3.9.2', '3.10.0'], '7.4.6', '3.9.2'],
    [['3.9.2', '3.10.0'], '7.5.4', '3.9.2'],
    [['3.9.2', '3.10.0'], '7.6.0', '3.10.0'],
    [['3.9.2', '3.10.0'], '8.0.0', '3.10.0'],
    [['2.0.3', '3.0.0'], '7.4.6', '3.0.0'],
    [['3.9.2', '3.12.0-Preview1'], '7.6.1', '3.12.0-Preview1'],
  ])('of %j with PowerShell %s is %s', (versions, powershell, chosen) => {
    expect(choose(versions, powershell)).toEqual(at(chosen));
  });

  it.each([
    ['exchange-module-missing', [], '7.4.6', false],
    ['exchange-module-too-old', ['2.0.3'], '7.4.6', false],
    ['exchange-module-too-old', ['2.0.5', '2.0.3'], '7.6.0', false],
    ['exchange-module-needs-powershell', ['3.10.0'], '7.5.9', false],
    ['exchange-module-no-token', ['3.0.0'], '7.4.6', true],
  ])('is refused as %s when %j is all there is', (code, versions, powershell, needsToken) => {
    expect(() => choose(versions, powershell, needsToken)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['7.4.0', '7.6.9', '8.0.0-preview.1'])('runs with PowerShell %s', (version) => {
    expect(() => assertPowerShell(version)).not.toThrow();
  });

  it.each(['5.1.22621', '7.3.12', '0'])('does not run with PowerShell %s', (version) => {
    expect(() => assertPowerShell(version)).toThrow(expect.objectContaining({ code: 'powershell-too-old' }));
  });
});

describe('The signature of the module', () => {
  const microsoft = 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, S=Washington, C=US';
  const manifest = { file: '/m/ExchangeOnlineManagement.psd1', status: 'Valid', signer: microsoft };

  it('is accepted when every file is whole and Microsoft signed its scripts', () => {
    const library = { file: '/m/Newtonsoft.Json.dll', status: 'Valid', signer: 'CN=Json.NET (.NET Foundation)' };

    expect(() => assertSigned([manifest, library])).not.toThrow();
  });

  it('is not asked for where the platform knows no signatures', () => {
    expect(() => assertSigned([])).not.toThrow();
  });

  it.each([
    ['a file that was changed', { ...manifest, status: 'HashMismatch' }],
    ['a file without a signature', { file: '/m/other.psm1', status: 'NotSigned', signer: '' }],
    ['a script that somebody else signed', { ...manifest, signer: 'CN=Example, O=Example' }],
  ])('refuses %s', (_, signature) => {
    expect(() => assertSigned([manifest, signature])).toThrow(
      expect.objectContaining({ code: 'exchange-module-signature' }),
    );
  });
});

describe('The list of mailboxes with their security descriptors', () => {
  it.each([
    ['3.7.0', false],
    ['3.7.1', true],
    ['3.10.0', true],
    ['3.7.1-Preview1', true],
  ])('of module %s: %s', (version, known) => {
    expect(knowsDescriptors({ version, path: '/modules/x.psd1' })).toBe(known);
  });
});
