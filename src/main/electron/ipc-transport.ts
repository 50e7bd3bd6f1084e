import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { OPERATION_CHANNEL } from '../../contract/operations';
import { failure } from '../../contract/result';
import type { Dispatch } from '../hosts/dispatch';
import { isOwnAddress } from './app-origin';
import { pageSignal } from './page-signal';

/** What the sender check reads: a part of Electron's event. */
type OperationSender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/**
 * Handles operations of the app's own page only. The only place where the main process listens to a page.
 * @param isOwnWindow true for the web contents of a window that this app opened
 */
export function listenForOperations(
  ipcMain: IpcMain,
  dispatch: Dispatch,
  isOwnWindow: (contents: WebContents) => boolean,
): void {
  ipcMain.handle(OPERATION_CHANNEL, async (event, name: unknown, input: unknown) => {
    if (!isTrustedSender(event, isOwnWindow)) return failure('forbidden', 'The sender is not the app.');
    return dispatch(name, input, pageSignal(event.sender));
  });
}

/**
 * True where the message comes from the main frame of a window of ours that shows our own page. Refused: a frame that
 * has gone (null, detached), a frame inside the page, another window, and a frame navigated to `data:`, `about:blank`,
 * a file or a look-alike address.
 */
function isTrustedSender(event: OperationSender, isOwnWindow: (contents: WebContents) => boolean): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null && !frame.detached && frame.parent === null && isOwnAddress(frame.url) && isOwnWindow(event.sender)
  );
}
