import type { WebContents } from 'electron';

/** The web contents whose pages have asked for a signal, each with that of the page that it shows now. */
const present = new WeakMap<WebContents, AbortController>();

/** A signal that is aborted when the page that the web contents show now is gone. */
export function pageSignal(contents: WebContents): AbortSignal {
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
