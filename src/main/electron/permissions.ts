import type { Session } from 'electron';
import { APP_SCHEME, isOwnAddress } from './app-origin';

/**
 * Denies the page every permission and device, and every request that is not for the app's own files. Electron grants
 * permissions by default, and a request handler alone leaves the synchronous checks open, so both are set.
 * @param allowDeveloperTools true in an unpackaged app: the developer tools' own pages may then load
 */
export function denyPermissions(session: Session, options: { readonly allowDeveloperTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    // Null is Electron's way to say no.
    answer(null);
  });
  session.setBluetoothPairingHandler((_details, answer) => {
    answer({ confirmed: false });
  });
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer(null);
  });
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
  // Files reach the learner through the save dialog only; a download started by the page would bypass it.
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayLoad(details.url, options.allowDeveloperTools) });
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
