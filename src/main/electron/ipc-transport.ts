import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { OPERATION_CHANNEL } from '../../contract/operations';
import { failure } from '../../contract/result';
import type { Dispatch } from '../hosts/dispatch';
import { isOwnAddress } from './app-origin';

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

/** The web contents whose pages have asked for a signal, each with that of the page that it shows now. */
const present = new WeakMap<WebContents, AbortController>();

/** A signal that is aborted when the page that the web contents show now is gone. */
function pageSignal(contents: WebContents): AbortSignal {
  const known = present.get(contents);
  if (known) return known.signal;
  const first = new AbortController();
  present.set(contents, first);
  const end = (): void => {
    present.get(contents)?.abort();
    present.set(contents, new AbortController());
  };
  contents.on('destroyed', end);
  contents.on('render-process-gone', end);
  // After a reload nobody waits for the page's earlier requests. Navigation within the page has an event of its own.
  contents.on('did-navigate', end);
  return first.signal;
}
