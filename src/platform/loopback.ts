/** Is an address on this machine? Stand-in sources, people without identity and a bot without sign-in stay on loopback. */

import { isIPv4 } from 'node:net';

/** Takes a host name as in a URL or a `listen` call: `127.0.0.1`, `[::1]`, `::1`, `localhost`. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (name === 'localhost' || name === '::1') return true;
  return isIPv4(name) && name.startsWith('127.');
}

export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackHost(new URL(url).hostname);
}
