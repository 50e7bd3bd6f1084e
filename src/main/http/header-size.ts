import type { IncomingMessage, Server } from 'node:http';

/** Beyond it Node itself refuses: `handleUnreadableRequests`. */
export const MAXIMUM_HEADER_BYTES = 1024 * 1024;

/**
 * All that Chromium and Firefox keep for one host: 180 cookies of 4 KB. Cookies don't distinguish ports, so those that
 * other programs on 127.0.0.1 have set come along with every request; no number of them may cut the app off.
 */
const MAXIMUM_COOKIE_BYTES = 180 * 4_100;

/** Everything else; no browser sends a quarter of it. */
const MAXIMUM_OTHER_BYTES = 16 * 1024;

/** Each line costs as much as a hundred bytes; a browser sends twenty. Node drops what comes after them. */
const MAXIMUM_LINES = 1_000;

/** Has Node drop a request's header lines beyond the number that `headerExcess` refuses. */
export function boundHeaderLines(server: Server): void {
  server.maxHeadersCount = MAXIMUM_LINES;
}

/**
 * What of a request's head is too large to be taken; null where nothing is. Of too many `lines` the last are missing,
 * among them perhaps the one that says how its body comes.
 */
export function headerExcess({ url = '', rawHeaders }: IncomingMessage): 'lines' | 'cookies' | 'other' | null {
  if (rawHeaders.length >= 2 * MAXIMUM_LINES) return 'lines';
  let cookies = 0;
  let others = url.length;
  rawHeaders.forEach((text, index) => {
    const name = rawHeaders[index - (index % 2)]?.toLowerCase();
    if (name === 'cookie') cookies += text.length;
    else others += text.length;
  });
  if (others > MAXIMUM_OTHER_BYTES) return 'other';
  return cookies > MAXIMUM_COOKIE_BYTES ? 'cookies' : null;
}

/** Drops a request's cookies once they were looked at: they would stay in memory as long as its answer takes. */
export function forgetCookies(request: IncomingMessage): void {
  delete request.headers.cookie;
  request.rawHeaders = request.rawHeaders.map((text, index, lines) =>
    index % 2 === 1 && lines[index - 1]?.toLowerCase() === 'cookie' ? '' : text,
  );
}
