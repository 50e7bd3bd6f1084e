import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron';

/** The part of Electron that an open dialog uses. */
export interface OpenDialogParts {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  /** The window that the dialog belongs to, or null while it is closed. */
  readonly window: () => BrowserWindow | null;
}

/** Lets the learner choose a file or a folder; an absolute path, or null where they cancel. */
export async function choosePath(parts: OpenDialogParts, settings: OpenDialogOptions): Promise<string | null> {
  const window = parts.window();
  const { canceled, filePaths } = window
    ? await parts.dialog.showOpenDialog(window, settings)
    : await parts.dialog.showOpenDialog(settings);
  return canceled ? null : (filePaths[0] ?? null);
}
