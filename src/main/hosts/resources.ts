import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';

const PACKAGE_NAME = 'child-justice-series';

const packageSchema = v.object({ name: v.literal(PACKAGE_NAME), version: v.string() });

/** Where this app's own files are, absolute. */
export interface Resources {
  /** Folder of package.json: the repository, or `app.asar` in a packaged app. */
  readonly rootFolder: string;
  readonly version: string;
  /** The built renderer (`out/renderer`). Readable through Electron's asar layer. */
  readonly rendererFolder: string;
  readonly preloadFile: string;
  /** Reads a PDF in a process of its own (`services/credential/pdf-reading-process.ts`). */
  readonly pdfReadingFile: string;
  /** Reads the codes on a picture in a process of its own (`services/credential/picture-reading-process.ts`). */
  readonly pictureReadingFile: string;
  readonly iconFile: string;
  /** The Typst templates of the printed documents, and their texts. */
  readonly certificateFolder: string;
  /** `node_modules`, which holds the font packages of the printed documents. */
  readonly packagesFolder: string;
}

/**
 * Finds the app's files, whether it runs from its sources (`src/main`), built (`out/main`, chunks below it) or packaged
 * (`app.asar/out/main`): the root is the nearest folder above with this app's package.json. All of it is read through
 * Node's fs, which in Electron reads inside the asar; only native modules (`*.node`) must be unpacked.
 * @throws where there is none, i.e. the installation is incomplete.
 */
export function locateResources(startFolder: string = import.meta.dirname): Resources {
  const { rootFolder, version } = findRoot(startFolder);
  return {
    rootFolder,
    version,
    rendererFolder: join(rootFolder, 'out', 'renderer'),
    preloadFile: join(rootFolder, 'out', 'preload', 'index.cjs'),
    pdfReadingFile: join(rootFolder, 'out', 'main', 'pdf-reading-process.js'),
    pictureReadingFile: join(rootFolder, 'out', 'main', 'picture-reading-process.js'),
    iconFile: join(rootFolder, 'resources', 'icons', 'icon.png'),
    certificateFolder: join(rootFolder, 'resources', 'certificate'),
    packagesFolder: join(rootFolder, 'node_modules'),
  };
}

function findRoot(startFolder: string): { rootFolder: string; version: string } {
  for (let folder = startFolder; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const parsed = v.safeParse(packageSchema, JSON.parse(readFileSync(file, 'utf8')));
      if (parsed.success) return { rootFolder: folder, version: parsed.output.version };
    }
    if (dirname(folder) === folder)
      throw new Error(`The package.json of ${PACKAGE_NAME} was not found above ${startFolder}.`);
  }
}
