import type { App, BrowserWindow, Dialog, OpenDialogOptions } from 'electron';

/** The part of Electron that a dialog uses. */
export interface DialogParts<Kind extends keyof Dialog> {
  readonly dialog: Pick<Dialog, Kind>;
  /** The window that the dialog belongs to, or null while none is shown. */
  readonly window: () => BrowserWindow | null;
}

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

/** Lets the learner choose a file or a folder; an absolute path, or null where they cancel. */
export async function choosePath(
  parts: DialogParts<'showOpenDialog'>,
  settings: OpenDialogOptions,
): Promise<string | null> {
  const window = parts.window();
  const { canceled, filePaths } = window
    ? await parts.dialog.showOpenDialog(window, settings)
    : await parts.dialog.showOpenDialog(settings);
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks in a box of the system; true where the learner confirms. */
export async function confirmed(
  parts: DialogParts<'showMessageBox'>,
  question: { message: string; detail: string; confirm: string; cancel: string },
): Promise<boolean> {
  const { message, detail, confirm, cancel } = question;
  // Escape and Enter both decline: the safe choice needs no aim.
  const box = {
    type: 'question' as const,
    message,
    detail,
    buttons: [confirm, cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const window = parts.window();
  const { response } = window ? await parts.dialog.showMessageBox(window, box) : await parts.dialog.showMessageBox(box);
  return response === 0;
}
