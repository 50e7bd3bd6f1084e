import type { WebContents } from 'electron';

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
  // After a reload nobody waits for the page's earlier requests. Navigation within the page has an event of its own.
  contents.on('did-navigate', end);
}
