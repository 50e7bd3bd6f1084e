import { join } from 'node:path';
import { nativeTexts } from '../../../src/main/electron/native-texts';
import { createNativePorts } from '../../../src/main/electron/native-ports';
import { createOpenedFiles } from '../../../src/main/electron/opened-files';
import type { HostPorts } from '../../../src/main/services/ports';

/** The desktop host's real ports, with a learner at the save dialog who answers as the test says. */
export interface DesktopPorts {
  readonly ports: HostPorts;
  /** Suggestions that the dialog opened with, absolute. */
  readonly suggested: string[];
  /** Makes the learner choose this path, absolute, until told otherwise; undefined takes what is suggested. */
  choose(path: string | undefined): void;
}

/** Ports whose dialogs open in a folder. Everything else of Electron says that it isn't there. */
export function desktopPorts(folder: string): DesktopPorts {
  const suggested: string[] = [];
  let chosen: string | undefined;
  const ports = createNativePorts({
    app: { getPath: () => folder },
    dialog: {
      showSaveDialog: async (...given: readonly unknown[]) => {
        const { defaultPath = '' } = given.at(-1) as Electron.SaveDialogOptions;
        suggested.push(defaultPath);
        return { canceled: false, filePath: chosen ?? defaultPath };
      },
      showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
      showMessageBox: async () => ({ response: 0, checkboxChecked: false }),
    },
    shell: { openExternal: async () => undefined, showItemInFolder: () => undefined },
    safeStorage: {
      isAsyncEncryptionAvailable: async () => false,
      encryptStringAsync: async (text) => Buffer.from(text),
      decryptStringAsync: async (bytes) => ({ result: bytes.toString(), shouldReEncrypt: false }),
      getSelectedStorageBackend: () => 'basic_text',
    },
    utilityProcess: {
      fork: () => {
        throw new Error('No process is started here.');
      },
    },
    platform: 'linux',
    isPortable: false,
    drafts: { answer: () => undefined },
    openedFile: createOpenedFiles(() => undefined),
    window: () => null,
    texts: nativeTexts(['en-GB']),
    versions: { ...process.versions, electron: '45.4.1', chrome: '150.0.0.0' },
  });
  return {
    ports,
    suggested,
    choose(path) {
      chosen = path === undefined ? undefined : join(path);
    },
  };
}
