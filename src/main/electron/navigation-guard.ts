import type { App, Event, WebContents } from 'electron';
import { isOwnDocument } from './app-origin';

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
