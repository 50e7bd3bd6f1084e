import type { IncomingMessage } from 'node:http';

/** What a request may do, before any route handles it. */
export type GuardVerdict =
  /** Goes on to the routes. */
  | { readonly kind: 'pass' }
  /** A person typed `localhost`: send the browser to the address that has the data. */
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'refuse'; readonly status: 400 | 403 | 421; readonly reason: string };

/** The page's origin in the browser host; `localhost` is another one, with another, empty database. */
export function ownOrigin(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * Judges a request by what a foreign page cannot forge; the secret is the door's (`door.ts`). A web page anywhere can
 * make the browser send requests here; it cannot choose Host, Origin or Sec-Fetch-*.
 * - Host, exactly: a foreign name that resolves to 127.0.0.1 (DNS rebinding) arrives with its own name.
 * - Sec-Fetch-Site, where sent (every current browser): no script, image, frame or form of another site, nor of another
 *   port here.
 * - Sec-Purpose, not at all: nothing is fetched ahead of a person.
 * - Origin, exactly, on everything but GET and HEAD.
 */
export function judgeRequest(request: IncomingMessage, port: number): GuardVerdict {
  const hosts = headerValues(request, 'host');
  const host = hosts.length === 1 ? hosts[0] : undefined;
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (host === `localhost:${port}` && isReading && isNavigation(request)) {
    return { kind: 'redirect', location: `${ownOrigin(port)}/` };
  }
  if (host !== `127.0.0.1:${port}`) return refuse(421, 'This server answers for one address only.');
  // The absolute form (`GET http://other/ HTTP/1.1`) would name a second host.
  if (!request.url?.startsWith('/') || request.url.startsWith('//'))
    return refuse(400, 'The request has no plain path.');

  // Speculation rules of any page make the browser fetch ahead with `Sec-Fetch-Site: none`, as if a person had come.
  if (request.headers['sec-purpose'] !== undefined)
    return refuse(403, 'The app is opened by a person, not fetched ahead.');

  const site = request.headers['sec-fetch-site'];
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  // A link on another site leads a person here as a bookmark does; it brings no secret.
  if (!isOwn && !(isReading && isNavigation(request))) return refuse(403, 'The request comes from another site.');
  if (!isReading) {
    const origins = headerValues(request, 'origin');
    if (origins.length !== 1 || origins[0] !== ownOrigin(port))
      return refuse(403, 'The request does not come from the app.');
  }
  return { kind: 'pass' };
}

/**
 * A top-level navigation of a window. Browsers too old to say so pass: what protects the data is Origin and the secret.
 */
function isNavigation(request: IncomingMessage): boolean {
  const mode = request.headers['sec-fetch-mode'];
  const destination = request.headers['sec-fetch-dest'];
  return (mode === undefined || mode === 'navigate') && (destination === undefined || destination === 'document');
}

/**
 * All values of a header: `request.headers` silently uses the first of two `Host` lines, another program might use the
 * second.
 */
function headerValues(request: IncomingMessage, name: string): string[] {
  return request.rawHeaders.filter(
    (_, index) => index % 2 === 1 && request.rawHeaders[index - 1]?.toLowerCase() === name,
  );
}

function refuse(status: 400 | 403 | 421, reason: string): GuardVerdict {
  return { kind: 'refuse', status, reason };
}
