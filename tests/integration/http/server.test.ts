import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../../support/bot-harness.ts';

let harness: Harness;
afterEach(() => harness.close());

describe('health', () => {
  test('says version, uptime and that the store is reachable, and nothing else', async () => {
    harness = await startHarness();

    const response = await fetch(`${harness.url}/health`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ok',
      store: 'reachable',
      version: '0.0.0-test',
      uptimeSeconds: 12,
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('is 503 when the store cannot be reached, without saying why', async () => {
    harness = await startHarness({ http: { checkStore: async () => Promise.reject(new Error('/srv/secret/path')) } });

    const response = await fetch(`${harness.url}/health`);

    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('secret');
  });
});

describe('what the server does not take', () => {
  const post = (body: string, headers: Record<string, string> = { 'Content-Type': 'application/json' }) =>
    fetch(`${harness.url}/api/messages`, { method: 'POST', headers, body });

  test.each([
    ['a body that is no JSON', '{"type":', 400],
    ['a body that is no object', '"hello"', 400],
    ['an empty object', '{}', 400],
    ['a body over the limit', JSON.stringify({ text: 'x'.repeat(300_000) }), 413],
  ])('%s', async (_what, body, status) => {
    harness = await startHarness();

    const response = await post(body);
    const text = await response.text();

    expect(response.status).toBe(status);
    expect(JSON.parse(text)).toEqual({ code: expect.stringMatching(/^[A-Za-z]+$/) });
    expect(text).not.toMatch(/at .*\.[jt]s/);
  });

  test.each([
    ['a form', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['an upload', '--x\r\n', { 'Content-Type': 'multipart/form-data; boundary=x' }],
    ['a compressed body', '{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }],
  ])('%s is refused unread', async (_what, body, headers) => {
    harness = await startHarness();

    expect((await post(body, headers)).status).toBe(415);
  });

  test('a message without a token, where one is needed, is refused unread', async () => {
    harness = await startHarness({ http: { needsAuthorization: true } });

    const response = await post('{"type":');

    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
  });

  test.each([
    ['GET', '/api/messages', 405],
    ['GET', '/nowhere', 404],
    ['GET', '/favicon.ico', 404],
    ['GET', '/reports/../../etc/passwd', 404],
    ['DELETE', '/health', 405],
  ])('%s %s', async (method, path, status) => {
    harness = await startHarness();

    const response = await fetch(`${harness.url}${path}`, { method });

    expect(response.status).toBe(status);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).not.toMatch(/stack|node_modules/);
  });

  test('a failure of our own is a 500 without a stack', async () => {
    harness = await startHarness({
      http: { receive: async () => Promise.reject(new Error('secret detail')) },
    });

    const response = await post(JSON.stringify({ type: 'message' }));

    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"code":"InternalError"}');
  });

  test('a body that says it is small and goes on', async () => {
    harness = await startHarness();
    const { port } = new URL(harness.url);

    const status = await new Promise<number>((resolve) => {
      const sending = request({
        host: '127.0.0.1',
        port,
        path: '/api/messages',
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
      });
      sending.on('response', (response) => resolve(response.statusCode ?? 0));
      sending.on('error', () => resolve(413));
      sending.end('x'.repeat(1_000_000));
    });

    expect(status).toBe(413);
  });
});
