import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { OPERATION_CHANNEL } from '../../contract/operations';
import { failure } from '../../contract/result';
import type { Dispatch } from '../dispatch';
import { isOwnAddress } from './app-origin';

/** What the sender check looks at; a part of Electron's event. */
export type OperationSender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>;

/**
 * Answers operations from our own page alone. The only place where the main process listens to a page.
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
 * True where the message comes from the main frame of a window of ours that shows our own page. Refused: a frame that has gone (null,
 * detached), a frame inside the page, another window, and a frame navigated to `data:`, `about:blank`, a file or a look-alike address.
 */
export function isTrustedSender(event: OperationSender, isOwnWindow: (contents: WebContents) => boolean): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null && !frame.detached && frame.parent === null && isOwnAddress(frame.url) && isOwnWindow(event.sender)
  );
}

const present = new WeakMap<WebContents, AbortController>();
const watched = new WeakSet<WebContents>();

/** A signal that is aborted when the page that the web contents show now is gone. */
export function pageSignal(contents: WebContents): AbortSignal {
  watch(contents);
  const controller = present.get(contents) ?? new AbortController();
  present.set(contents, controller);
  return controller.signal;
}

/** Listens once for each web contents, not for each operation. */
function watch(contents: WebContents): void {
  if (watched.has(contents)) return;
  watched.add(contents);
  const end = (): void => {
    present.get(contents)?.abort();
    present.delete(contents);
  };
  contents.on('destroyed', end);
  contents.on('render-process-gone', end);
  // Loaded again: what the page asked for before concerns nobody now. Moves within the page have an event of their own.
  contents.on('did-navigate', end);
}
