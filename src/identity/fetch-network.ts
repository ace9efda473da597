/** What msal-node asks the network with: the fetch it is given, so that proxies hold for it and tests can stand in between. */

import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';

const deadlineMs = 15_000;

export function fetchNetwork(fetch: typeof globalThis.fetch): INetworkModule {
  async function ask<T>(method: string, url: string, options: NetworkRequestOptions | undefined) {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(deadlineMs),
      ...(options?.headers === undefined ? {} : { headers: options.headers }),
      ...(options?.body === undefined ? {} : { body: options.body }),
    });
    const body = (await response.json()) as T;
    return { headers: Object.fromEntries(response.headers), body, status: response.status };
  }
  return {
    sendGetRequestAsync: async (url, options) => await ask('GET', url, options),
    sendPostRequestAsync: async (url, options) => await ask('POST', url, options),
  };
}
