import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { App, SafeStorage, Shell } from 'electron';
import type { Delivery } from '../../contract/delivery';
import { typesFor, type RecordingFileKind } from '../../contract/recording';
import { OperationFailure } from '../../contract/result';
import type { DeliverableFile, HostPorts, OpenedFilePort } from '../services/ports';
import { sweepStaleTemporaryFiles, writeFileAtomically } from '../services/files';
import { createChosenFolders } from './chosen-folders';
import type { DraftKeeping } from './closing';
import { choosePath, confirmed, type DialogParts, firstFolder } from './dialogs';
import type { NativeTexts } from './native-texts';
import { createRememberedPaths } from './remembered-paths';
import { startUtilityProcess } from './utility-process';

/** The part of Electron that the ports use. */
export interface NativePortsOptions extends DialogParts<'showSaveDialog' | 'showOpenDialog' | 'showMessageBox'> {
  readonly app: Pick<App, 'getPath'>;
  readonly shell: Pick<Shell, 'openExternal' | 'showItemInFolder'>;
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly utilityProcess: Pick<typeof Electron.UtilityProcess, 'fork'>;
  readonly platform: NodeJS.Platform;
  /** The app lies beside its data, on a stick: what this computer's storage encrypts, the next one couldn't read. */
  readonly isPortable: boolean;
  readonly drafts: Pick<DraftKeeping, 'answer'>;
  readonly openedFile: OpenedFilePort;
  readonly texts: NativeTexts;
  readonly versions: NodeJS.ProcessVersions;
}

/**
 * Kinds of file that services hand out, each with its name in a dialog. The extension is the host's decision: a page,
 * or a typing slip, never makes an `.exe`.
 */
const FILE_KINDS: Readonly<Record<string, { extension: string; kind: keyof NativeTexts['save'] }>> = {
  'application/pdf': { extension: 'pdf', kind: 'fileKind' },
  'application/vc': { extension: 'json', kind: 'credentialKind' },
  'application/x-ndjson': { extension: 'jsonl', kind: 'learnerFileKind' },
  'application/json': { extension: 'json', kind: 'statementsKind' },
  'text/csv': { extension: 'csv', kind: 'tableKind' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { extension: 'xlsx', kind: 'workbookKind' },
  'text/plain': { extension: 'txt', kind: 'questionsKind' },
  'text/markdown': { extension: 'md', kind: 'notebookKind' },
};

/** The desktop host's ports: save dialog, folder, browser. */
export function createNativePorts(options: NativePortsOptions): HostPorts {
  const savedFiles = createRememberedPaths();
  const folders = createChosenFolders({ ...options, texts: options.texts.save });
  return {
    describe: () => ({
      host: 'desktop',
      runtime: [
        { name: 'Electron', version: options.versions['electron'] ?? '' },
        { name: 'Chromium', version: options.versions['chrome'] ?? '' },
        { name: 'Node.js', version: options.versions.node },
      ],
      keyProtection: options.isPortable ? 'portable' : hasProtectedStorage(options) ? 'system' : 'file',
    }),
    async deliverFile(file, folderId): Promise<Delivery> {
      if (folderId !== undefined) return folders.save(folderId, file, savedFiles);
      const path = await askForPath(file, options);
      if (path === null) return { outcome: 'cancelled' };
      await writeFileAtomically(path, file.bytes);
      // A killed run may have left a temporary file in this folder; it is deleted at the next save here. A failure of
      // that doesn't affect the save.
      await sweepStaleTemporaryFiles(dirname(path), Date.now()).catch(() => 0);
      return { outcome: 'saved', fileName: basename(path), revealId: savedFiles.remember(path) };
    },
    chooseFolder: folders.choose,
    async revealFile(revealId) {
      const path = savedFiles.find(revealId);
      if (path === undefined || !(await kindOf(path))) {
        throw new OperationFailure('not-found', 'The file is no longer where it was saved.');
      }
      options.shell.showItemInFolder(path);
      return true;
    },
    async openLink(address) {
      const { message, confirm, cancel } = options.texts.link;
      // The learner sees where the link leads before anything leaves the app.
      if (!(await confirmed(options, { message, detail: address, confirm, cancel }))) return false;
      await options.shell.openExternal(address);
      return true;
    },
    // The input is text, so bytes are passed as base64.
    async protectSecret(secret) {
      const { safeStorage } = options;
      if (options.isPortable || !hasProtectedStorage(options) || !(await safeStorage.isAsyncEncryptionAvailable()))
        return null;
      return safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64'));
    },
    async revealSecret(encrypted) {
      const { result } = await options.safeStorage.decryptStringAsync(Buffer.from(encrypted));
      return Buffer.from(result, 'base64');
    },
    draftsKept: options.drafts.answer,
    openedFile: options.openedFile,
    chooseRecording: (kind) => chooseRecording(kind, options),
    startProcess: (process) => startUtilityProcess(options.utilityProcess, process),
  };
}

async function chooseRecording(kind: RecordingFileKind, options: NativePortsOptions): Promise<string | null> {
  const { recording } = options.texts;
  return choosePath(options, {
    title: kind === 'recording' ? recording.title : recording.captionsTitle,
    filters: [
      {
        name: kind === 'recording' ? recording.fileKind : recording.captionsKind,
        extensions: Object.keys(typesFor(kind)),
      },
    ],
    properties: ['openFile'],
  });
}

/**
 * True where the system keeps secrets from other accounts and programs. Linux without a keyring has only `basic_text`,
 * a password that is in Chromium's source: that protects nothing, though Electron calls encryption available then.
 */
function hasProtectedStorage({ platform, safeStorage }: NativePortsOptions): boolean {
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

async function askForPath(file: DeliverableFile, options: NativePortsOptions): Promise<string | null> {
  const known = FILE_KINDS[file.mimeType];
  if (!known) throw new OperationFailure('internal', `No extension is known for ${file.mimeType}.`);
  const { extension, kind } = known;
  const folder = firstFolder(options.app);
  const settings = {
    title: options.texts.save.title,
    // Absolute: otherwise Electron opens the folder of the last saved file, perhaps another person's.
    defaultPath: folder === null ? file.suggestedName : join(folder, file.suggestedName),
    filters: [{ name: options.texts.save[kind], extensions: [extension] }],
    properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const],
  };
  const window = options.window();
  const dialogResult = window
    ? await options.dialog.showSaveDialog(window, settings)
    : await options.dialog.showSaveDialog(settings);
  if (dialogResult.canceled || dialogResult.filePath === '') return null;

  const path = withExtension(dialogResult.filePath, extension);
  const present = await kindOf(path);
  if (present === 'folder') {
    throw new OperationFailure('is-a-folder', 'A folder has that name.', { fileName: basename(path) });
  }
  // The dialog confirmed overwriting the name as typed; with the extension added it is another file.
  if (path !== dialogResult.filePath && present === 'file') {
    const { message, detail, confirm, cancel } = options.texts.replace;
    const question = { message, detail: `${basename(path)}\n${detail}`, confirm, cancel };
    if (!(await confirmed(options, question))) return null;
  }
  return path;
}

function withExtension(path: string, extension: string): string {
  return path.toLowerCase().endsWith(`.${extension}`) ? path : `${path}.${extension}`;
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return null;
  }
}
