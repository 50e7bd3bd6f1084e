/**
 * The page's origin in the desktop host. Part of the data format: IndexedDB belongs to the origin, so another scheme or
 * host means an empty database for everyone. Pinned by a test.
 */
export const APP_SCHEME = 'app';
const APP_HOST = 'bundle';
export const APP_START_URL = 'app://bundle/index.html';

/**
 * True for an address of the page's own origin. Scheme and host are compared, never `origin`: that is the string `null`
 * for every non-standard scheme in Node, so that `data:` or `file:` would equal ours.
 */
export function isOwnAddress(address: string): boolean {
  const url = parse(address);
  return (
    url !== null &&
    url.protocol === `${APP_SCHEME}:` &&
    url.hostname === APP_HOST &&
    url.username === '' &&
    url.password === '' &&
    url.port === ''
  );
}

/** True for the one document that the window may show; what follows `#` is the page's own routing. */
export function isOwnDocument(address: string): boolean {
  const url = parse(address);
  return isOwnAddress(address) && (url?.pathname === '/index.html' || url?.pathname === '/') && url.search === '';
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
