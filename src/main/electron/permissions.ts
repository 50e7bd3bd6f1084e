import type { Session } from 'electron';
import { APP_SCHEME, isOwnAddress, isOwnDocument } from './app-origin';

/**
 * The one permission that the page has: to put text on the clipboard when a button is pressed ("Copy" beside the
 * recovery code). Only for the page itself, never for a frame in it. Reading the clipboard stays denied.
 */
function isAllowed(permission: string, isMainFrame: boolean, address: string | undefined): boolean {
  return permission === 'clipboard-sanitized-write' && isMainFrame && address !== undefined && isOwnDocument(address);
}

/**
 * Denies the page every other permission and device, and every request that is not for the app's own files. Electron
 * grants permissions by default, and a request handler alone leaves the synchronous checks open, so both are set.
 * @param allowDeveloperTools true in an unpackaged app: the developer tools' own pages may then load
 */
export function denyPermissions(session: Session, options: { readonly allowDeveloperTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, permission, callback, { isMainFrame, requestingUrl }) => {
    callback(isAllowed(permission, isMainFrame, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, { isMainFrame, requestingUrl }) =>
    isAllowed(permission, isMainFrame, requestingUrl),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => {
    // Null is Electron's way to say no.
    callback(null);
  });
  session.setBluetoothPairingHandler((_details, callback) => {
    callback({ confirmed: false });
  });
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
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
