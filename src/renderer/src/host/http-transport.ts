import type { HostTransport } from './host-client';

/**
 * The transport to the browser host: one JSON request an operation, to the page's own origin; the cookie holds the
 * launch token.
 */
export function httpTransport(fetchFunction: typeof fetch = fetch): HostTransport {
  return async (name, input) => {
    const response = await fetchFunction('/operations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify({ name, input }),
    });
    return response.json();
  };
}
