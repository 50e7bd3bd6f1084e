import type { IncomingMessage, Server } from 'node:http';

/**
 * Beyond it Node itself refuses: `handleUnreadableRequests`. Cookies don't distinguish ports, so those that other
 * programs on 127.0.0.1 have set come along when the page is loaded: Chromium and Firefox keep 180 of 4 KB for a host,
 * and no number of them may cut the app off.
 */
export const MAXIMUM_HEADER_BYTES = 1024 * 1024;

/** Beside cookies; no browser sends a quarter of it. */
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
export function headerExcess({ url = '', rawHeaders }: IncomingMessage): 'lines' | 'bytes' | null {
  if (rawHeaders.length >= 2 * MAXIMUM_LINES) return 'lines';
  const isOfCookie = (index: number): boolean => rawHeaders[index - (index % 2)]?.toLowerCase() === 'cookie';
  const bytes = rawHeaders.reduce((sum, text, index) => (isOfCookie(index) ? sum : sum + text.length), url.length);
  return bytes > MAXIMUM_OTHER_BYTES ? 'bytes' : null;
}
