/** Tests talk to this machine only: every connection elsewhere fails, so that no test depends on, or touches, the outside. */

import { Socket } from 'node:net';
import { isLoopbackHost } from '../../src/platform/loopback.ts';

const connect = Socket.prototype.connect;

Socket.prototype.connect = function connectOnLoopback(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (host !== undefined && !isLoopbackHost(host))
    throw new Error(`a test tried to connect to ${host}; tests use this machine only`);
  return Reflect.apply(connect, this, args) as Socket;
};

/** `connect({ host })`, `connect(port, host)`; node:http hands over its already normalized arguments as one array. */
function hostOf(args: readonly unknown[]): string | undefined {
  const [first, second] = args;
  if (Array.isArray(first)) return hostOf(first);
  if (typeof first === 'object' && first !== null)
    return 'host' in first && typeof first.host === 'string' ? first.host : undefined;
  return typeof second === 'string' ? second : undefined;
}
