import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { PowerShellSession, type SessionOptions, sessionDefaults } from '../../../src/sync/source/exchange/session.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { isRunning, processEnds } from '../../support/processes.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const script = fileURLToPath(new URL('./operations.ps1', import.meta.url));
const { signal } = new AbortController();

describeWithPowerShell('A PowerShell session', (executable) => {
  /** The tests share a process as long as it is alive: starting one takes a second. */
  let shared: PowerShellSession | undefined;
  const others: PowerShellSession[] = [];

  async function open(change?: Partial<SessionOptions>): Promise<PowerShellSession> {
    if (change === undefined && shared?.alive === true) return shared;
    const environment = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
    const options = { ...sessionDefaults, executable, scripts: [script], environment, ...change };
    const session = await PowerShellSession.start(options, signal);
    if (change === undefined) shared = session;
    others.push(session);
    return session;
  }
  async function closeAll(sessions: readonly PowerShellSession[]): Promise<void> {
    for (const session of sessions) {
      await session.close();
      if (!(await processEnds(session.pid))) throw new Error('PowerShell is still there');
    }
  }
  afterEach(async () => {
    const gone = others.filter((session) => session !== shared || !session.alive);
    others.splice(0, others.length, ...others.filter((session) => !gone.includes(session)));
    await closeAll(gone);
  });
  afterAll(async () => await closeAll(others));

  it('gives back every text as it was, and evaluates none of it', async () => {
    const texts = [
      '$(Remove-Item x)',
      "'; exit 1 #",
      '"',
      '‘smart’ “quotes”',
      'line\nline',
      'é 漢 🙂',
      '`$env:HOME`',
      'a\u0000b',
    ];
    const live = await open();

    const back: unknown[] = [];
    for (const text of texts) await live.call('echo', { text }, { signal, onRow: (row) => back.push(row) });

    expect(back).toEqual(texts.map((text) => ({ text })));
  });

  it('delivers all rows before it says that a call has ended', async () => {
    const live = await open();
    let rows = 0;

    await live.call('rows', { count: 20_000 }, { signal, onRow: () => rows++ });

    expect(rows).toBe(20_000);
  });

  it('knows a call that found nothing from one that said nothing', async () => {
    const live = await open();

    await expect(live.call('nothing', {}, { signal })).resolves.toBeUndefined();
  });

  it('hands over what PowerShell said when a call failed, and goes on', async () => {
    const live = await open();

    const failing = live.call('fail', { text: 'really' }, { signal });

    await expect(failing).rejects.toMatchObject({ name: 'PowerShellCallError', message: 'it went wrong: really' });
    await expect(live.call('nothing', {}, { signal })).resolves.toBeUndefined();
  });

  it('names the item that failed and keeps the others', async () => {
    const live = await open();
    const said: unknown[] = [];

    await live.call(
      'partly',
      {},
      { signal, onRow: (row) => said.push(row), onItemError: ({ item }) => said.push(item) },
    );

    expect(said).toEqual([{ text: 'good' }, 'bad']);
  });

  it('is not disturbed by what a module prints', async () => {
    const live = await open();
    await live.call('noisy', {}, { signal });

    await expect(live.call('nothing', {}, { signal })).resolves.toBeUndefined();
  });

  it.each([0, 3])('does not take a process that ended with code %i for an empty answer', async (code) => {
    const live = await open();

    await expect(live.call('exit', { code }, { signal })).rejects.toMatchObject({ code: 'powershell-ended' });
    await expect(live.call('nothing', {}, { signal })).rejects.toMatchObject({ code: 'powershell-ended' });
  });

  it('tells the call when the process is killed', async () => {
    const live = await open();
    const call = live.call('deaf', {}, { signal, onRow: () => process.kill(live.pid, 'SIGKILL') });

    await expect(call).rejects.toMatchObject({ code: 'powershell-ended' });
  });

  it('tells the call when the pipe is closed, and ends the process that lives on', async () => {
    const live = await open();

    await expect(live.call('drop', {}, { signal })).rejects.toMatchObject({ code: 'powershell-ended' });
    expect(await processEnds(live.pid)).toBe(true);
  });

  it('cancels a call that takes longer than it may, whatever it says meanwhile, and can be used again', async () => {
    const live = await open();

    const call = live.call('flood', {}, { signal, withinMs: 100 });

    await expect(call).rejects.toMatchObject({ code: 'powershell-silent' });
    await expect(live.call('nothing', {}, { signal })).resolves.toBeUndefined();
  });

  it('ends the process when a cancelled call does not listen within the grace that it was given itself', async () => {
    const live = await open({ graceMs: 600_000 });
    const stop = new AbortController();

    // Not before it is deaf: a call that PowerShell has not begun is cancelled at once.
    const call = live.call(
      'deaf',
      {},
      { signal: stop.signal, graceMs: 50, onRow: () => stop.abort(new Error('stopped by a person')) },
    );

    await expect(call).rejects.toThrow('stopped by a person');
    expect(live.alive).toBe(false);
    expect(await processEnds(live.pid)).toBe(true);
  });

  it.each([
    ['a row count that is wrong', 'miscount', {}, '1 rows came, 2 were sent'],
    ['a line that is not JSON', 'garbage', {}, 'a line is not JSON'],
    ['a line over the limit', 'long', { length: 5000 }, 'a line is longer than 4000 characters'],
  ])('refuses %s', async (_, operation, parameters, said) => {
    const live = await open({ maxLineLength: 4000 });

    await expect(live.call(operation, parameters, { signal })).rejects.toMatchObject({
      code: 'powershell-protocol',
      message: `reading from PowerShell: ${said}`,
    });
  });

  it('takes a line just under the limit', async () => {
    const live = await open({ maxLineLength: 4000 });

    await expect(live.call('long', { length: 3900 }, { signal })).resolves.toBeUndefined();
  });

  it('cancels a call in the middle of its rows and can be used again', async () => {
    const live = await open();
    const stop = new AbortController();
    const call = live.call(
      'flood',
      {},
      { signal: stop.signal, onRow: () => stop.abort(new Error('stopped by a person')) },
    );

    await expect(call).rejects.toThrow('stopped by a person');
    await expect(live.call('nothing', {}, { signal })).resolves.toBeUndefined();
  });

  it('ends the process when a cancelled call does not listen', async () => {
    const live = await open();
    const stop = new AbortController();
    const call = live.call(
      'deaf',
      {},
      { signal: stop.signal, onRow: () => stop.abort(new Error('stopped by a person')) },
    );

    await expect(call).rejects.toThrow('stopped by a person');
    expect(live.alive).toBe(false);
  });

  it('gives up on a call that says nothing for too long', async () => {
    const live = await open({ silenceMs: 200 });

    await expect(live.call('spin', {}, { signal })).rejects.toMatchObject({ code: 'powershell-silent' });
  });

  it('fails a call whose rows cannot be used, with that reason', async () => {
    const live = await open();
    const onRow = () => {
      throw new Error('a row of another shape');
    };

    await expect(live.call('flood', {}, { signal, onRow })).rejects.toThrow('a row of another shape');
  });

  it('takes the next row when the one before has been dealt with; meanwhile the pipe is full and PowerShell stands still', async () => {
    const live = await open();
    const folder = temporaryFolder();
    const file = join(folder, 'sent');
    const stop = new AbortController();
    const gate = Promise.withResolvers<void>();
    let rows = 0;
    const onRow = async () => {
      rows += 1;
      if (rows === 1) await gate.promise;
    };
    const call = live.call('counted', { file }, { signal: stop.signal, onRow }).catch((error: unknown) => error);

    const sent = await whenStill(file);

    expect(rows).toBe(1);
    // 1,000 bytes a row: what fits into the pipe and the buffers of both sides, and no more.
    expect(sent).toBeLessThan(5_000);
    gate.resolve();
    await expect.poll(async () => await countIn(file), { timeout: 10_000 }).toBeGreaterThan(sent + 1_000);
    stop.abort(new Error('stopped by a person'));
    expect(await call).toMatchObject({ message: 'stopped by a person' });
  });

  it('can be cancelled while the pipe is full, and used again', async () => {
    const live = await open();
    const stop = new AbortController();
    const onRow = async () => {
      stop.abort(new Error('stopped by a person'));
      await new Promise(() => undefined);
    };

    const call = live.call('flood', {}, { signal: stop.signal, onRow });

    await expect(call).rejects.toThrow('stopped by a person');
    await expect(live.call('nothing', {}, { signal })).resolves.toBeUndefined();
  });

  it('fails a call whose rows cannot be kept, with that reason', async () => {
    const live = await open();
    const onRow = async () => await Promise.reject(new Error('the disk is full'));

    await expect(live.call('flood', {}, { signal, onRow })).rejects.toThrow('the disk is full');
  });

  it('shows PowerShell only the variables it is given, and none of its own after the start', async () => {
    const live = await open();
    const names: unknown[] = [];
    await live.call('environment', {}, { signal, onRow: (row) => names.push((row as { text: string }).text) });

    expect(names).toContain('PATH');
    expect(names.filter((name) => String(name).startsWith('COUNTERSIGN') && name !== 'COUNTERSIGN_WORKER')).toEqual([]);
    expect(names).not.toContain('npm_config_user_agent');
  });

  it.runIf(process.platform === 'linux')(
    'keeps what it is told out of the command line and the environment',
    async () => {
      const live = await open();
      await live.call('echo', { text: 'very-secret-word' }, { signal });

      const visible = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${live.pid}/${name}`, 'utf8')).join();

      expect(visible).not.toContain('very-secret-word');
    },
  );

  it('says when there is no PowerShell, without ending Node', async () => {
    await expect(open({ executable: '/nowhere/pwsh' })).rejects.toMatchObject({ code: 'powershell-missing' });
  });

  it('says when a program is no PowerShell', async () => {
    await expect(open({ executable: process.execPath })).rejects.toMatchObject({ code: 'powershell-did-not-start' });
  });

  it('says when the script cannot be loaded', async () => {
    await expect(open({ scripts: ['/nowhere/operations.ps1'] })).rejects.toMatchObject({
      code: 'powershell-did-not-start',
    });
  });

  it('leaves no process behind when it is closed in the middle of a call', async () => {
    const live = await open();
    const call = live.call('spin', {}, { signal });
    const outcome = call.catch((error: unknown) => error);

    await live.close();

    expect(await outcome).toMatchObject({ code: 'powershell-ended' });
    expect(isRunning(live.pid)).toBe(false);
  });
});

async function countIn(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8').catch(() => '0'));
}

/** The count once it has stood still for half a second. */
async function whenStill(file: string): Promise<number> {
  let before = -1;
  for (;;) {
    const now = await countIn(file);
    if (now > 0 && now === before) return now;
    before = now;
    await sleep(500);
  }
}

/** Programs that are started like PowerShell and are none. */
describe.runIf(process.platform !== 'win32')('A program in the place of PowerShell', () => {
  const connects = "const pipe = require('net').connect(process.env.COUNTERSIGN_PIPE); pipe.on('error', () => {});";
  const tellsItIsThere = "require('fs').writeFileSync(process.env.PID_FILE, String(process.pid));";

  function start(code: string, change: Partial<SessionOptions>, stop = signal) {
    const folder = temporaryFolder();
    const executable = join(folder, 'program');
    const pidFile = join(folder, 'pid');
    writeFileSync(executable, `#!${process.execPath}\nsetInterval(() => {}, 1000);\n${code}\n`, { mode: 0o700 });
    const environment = { PATH: process.env.PATH ?? '', PID_FILE: pidFile };
    const options = { ...sessionDefaults, executable, scripts: [], environment, ...change };
    const outcome = PowerShellSession.start(options, stop).then(
      () => 'started',
      (error: unknown) => error,
    );
    return { outcome, pid: async () => await countIn(pidFile) };
  }

  it('is given up when it does not connect in time', async () => {
    const { outcome } = start('', { startWithinMs: 50 });

    expect(await outcome).toMatchObject({
      code: 'powershell-did-not-start',
      context: { said: 'it did not connect in time' },
    });
  });

  it.each([
    ['says nothing', '', 'it did not introduce itself'],
    [
      'does not know the word it was given',
      `pipe.write('{"t":"hello","handshake":"another","pid":1,"version":"7.6.0"}\\n');`,
      'something else answered',
    ],
  ])('is ended when it connects and %s', async (_, says, said) => {
    // Whoever answers must not lose against the clock; who never does need not be waited for.
    const greetWithinMs = says === '' ? 50 : 60_000;
    const { outcome, pid } = start(tellsItIsThere + connects + says, { greetWithinMs });

    expect(await outcome).toMatchObject({ code: 'powershell-did-not-start', context: { said } });
    expect(await processEnds(await pid())).toBe(true);
  });

  it.each([
    ['before it connects', tellsItIsThere],
    ['before it introduces itself', `${connects} pipe.on('connect', () => { ${tellsItIsThere} });`],
  ])('is ended when a person stops %s', async (_, code) => {
    const stop = new AbortController();
    const { outcome, pid } = start(code, {}, stop.signal);
    await expect.poll(pid, { timeout: 20_000 }).toBeGreaterThan(0);

    stop.abort(new Error('stopped by a person'));

    expect(await outcome).toMatchObject({ message: 'stopped by a person' });
    expect(await processEnds(await pid())).toBe(true);
  });

  it('is not waited for when a person stops while the pipe is made', async () => {
    const stop = new AbortController();
    const { outcome } = start('', {}, stop.signal);

    stop.abort(new Error('stopped by a person'));

    expect(await outcome).toMatchObject({ message: 'stopped by a person' });
  });
});
