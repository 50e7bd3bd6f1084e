import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendBytes } from './responses';

/** Takes the place of a service worker, removes its registration, and loads its pages again without one. */
const SCRIPT = `self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await self.registration.unregister();
      for (const client of await self.clients.matchAll({ type: 'window' })) await client.navigate(client.url);
    })(),
  );
});
`;

/**
 * Answers a browser that asks for the script of a service worker. The app has none: another program that listened on
 * this port before has left it in the browser, where it would answer for the app's pages ever after. The browser asks
 * for its script anew at each visit, at whatever path; any refusal would let it stay.
 * @returns true where the request was that, and is answered
 */
export function endServiceWorker(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.headers['service-worker'] !== 'script') return false;
  sendBytes(response, 200, Buffer.from(SCRIPT), {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-store',
    // The one that was left may be for more than the folder of its script; without this its successor may not.
    'Service-Worker-Allowed': '/',
  });
  return true;
}
