import type { App } from 'electron';

/**
 * The folder in which a dialog begins: documents, else home, else null. Electron throws for one that Windows names and
 * that isn't there: documents that were moved to a disk, a server or a cloud's folder that is away.
 */
export function firstFolder(app: Pick<App, 'getPath'>): string | null {
  for (const name of ['documents', 'home'] as const) {
    try {
      return app.getPath(name);
    } catch {
      // The next one.
    }
  }
  return null;
}
