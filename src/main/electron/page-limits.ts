import type { App, Event, Session, WebContents } from 'electron';
import { APP_SCHEME, isOwnAddress, isOwnDocument } from './app-origin';

/**
 * The one permission that the page has: to put text on the clipboard when a button is pressed ("Copy" beside the
 * recovery code). Only for the page itself, never for a frame in it. Reading the clipboard stays denied.
 */
function isAllowed(permission: string, isMainFrame: boolean, address: string | undefined): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && address !== undefined && isOwnDocument(address);
}

/**
 * Denies the page every other permission, and every request that is not for the app's own files. Electron grants
 * permissions by default, and a request handler alone leaves the synchronous checks open, so both are set. HID, USB and
 * serial devices and the screen are permissions too; a Bluetooth device has to be chosen, which nothing here does.
 * @param allowDeveloperTools true in an unpackaged app: the developer tools' own pages may then load
 */
export function denyPermissions(session: Session, options: { readonly allowDeveloperTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, permission, callback, { isMainFrame, requestingUrl }) => {
    callback(isAllowed(permission, isMainFrame, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, { isMainFrame, requestingUrl }) =>
    isAllowed(permission, isMainFrame, requestingUrl),
  );
  // Files reach the learner through the save dialog only; a download started by the page would bypass it.
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayLoad(details.url, options.allowDeveloperTools) });
  });
}

/**
 * True for what the page may load at all: its own files and inline images. The second wall behind the content security
 * policy.
 */
function mayLoad(address: string, allowDeveloperTools: boolean): boolean {
  if (isOwnAddress(address)) return true;
  if (address.startsWith(`${APP_SCHEME}:`)) return false;
  if (address.startsWith('data:image/')) return true;
  return allowDeveloperTools && address.startsWith('devtools:');
}

/**
 * Keeps every page of this app where it is: no navigation away, no new window, no webview. Installed on
 * `web-contents-created`, so that no page is ever without it. Links to other sites go through the operation
 * `link.open`, never through a navigation.
 */
export function guardNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
}

function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    // Reloading the app's own document is all the navigation there is: routes are fragments.
    if (!isOwnDocument(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnDocument(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

function prevent(event: Pick<Event, 'preventDefault'>): void {
  event.preventDefault();
}
