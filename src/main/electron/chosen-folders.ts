import { basename, extname, join } from 'node:path';
import type { App } from 'electron';
import type { Delivery, FolderChoice } from '../../contract/delivery';
import { OperationFailure } from '../../contract/result';
import type { DeliverableFile } from '../services/ports';
import { openPlainFile, systemErrorCode, writeFileAtomically } from '../services/files';
import { choosePath, type DialogParts, firstFolder } from './dialogs';
import { createRememberedPaths, type RememberedPaths } from './remembered-paths';

/** The part of Electron that choosing a folder uses. */
export interface ChosenFoldersOptions extends DialogParts<'showOpenDialog'> {
  readonly app: Pick<App, 'getPath'>;
  readonly texts: { readonly folder: string };
}

/** Folders that the learner chose in this run, for several files that are saved at once. */
export interface ChosenFolders {
  choose(): Promise<FolderChoice>;
  /**
   * Saves a file in a chosen folder and overwrites nothing there: a file of that name with other content keeps it, and
   * this one gets a number. One with the same content is this file already, so that saving twice leaves one.
   * @throws OperationFailure `not-found` for an unknown id, or with a file code
   */
  save(folderId: string, file: DeliverableFile, savedFiles: RememberedPaths): Promise<Delivery>;
}

/** Most files of one name in a folder; a folder with more isn't one that certificates are filed in. */
const MAXIMUM_NUMBER = 99;

/** No folder chosen yet. */
export function createChosenFolders(options: ChosenFoldersOptions): ChosenFolders {
  const folders = createRememberedPaths();
  return {
    async choose() {
      const folder = firstFolder(options.app);
      const path = await choosePath(options, {
        title: options.texts.folder,
        // Absolute, as in the save dialog: otherwise the folder that was chosen last, perhaps by another person.
        ...(folder === null ? {} : { defaultPath: folder }),
        properties: ['openDirectory', 'createDirectory'],
      });
      if (path === null || path === '') return { outcome: 'cancelled' };
      // A drive, as a stick is on Windows, has no name in its path.
      return { outcome: 'chosen', folderId: folders.remember(path), folderName: basename(path) || path };
    },
    async save(folderId, { suggestedName, bytes }, savedFiles) {
      const folder = folders.find(folderId);
      if (folder === undefined) throw new OperationFailure('not-found', 'No such folder was chosen.');
      const path = await place(folder, suggestedName, bytes);
      return { outcome: 'saved', fileName: basename(path), revealId: savedFiles.remember(path) };
    },
  };
}

/** Writes the bytes under the name, or the name with the first free number, and returns the path. */
async function place(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; number <= MAXIMUM_NUMBER; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${extension}`);
    const present = await contentOf(path, bytes.length);
    if (present === null) {
      await writeFileAtomically(path, bytes);
      return path;
    }
    if (present !== 'another' && Buffer.compare(present, bytes) === 0) return path;
  }
  throw new OperationFailure('write-failed', 'Too many files of that name.', { fileName: name });
}

/**
 * The bytes under a path; null where nothing is there, `another` for what can't be the same: it has another size, is no
 * file, or can't be read.
 */
async function contentOf(path: string, size: number): Promise<Buffer | 'another' | null> {
  try {
    const handle = await openPlainFile(path);
    try {
      return (await handle.stat()).size === size ? await handle.readFile() : 'another';
    } finally {
      await handle.close();
    }
  } catch (error) {
    return systemErrorCode(error) === 'ENOENT' ? null : 'another';
  }
}
