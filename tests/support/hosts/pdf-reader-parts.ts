import { join, resolve } from 'node:path';
import { forkProcess } from '../../../src/main/http/forked-process';
import type { ReaderParts } from '../../../src/main/services/credential/pdf-contents';
import { bundledScript } from '../bundled-script';
import { makeFolderSync } from '../remove-folder';

const root = resolve(import.meta.dirname, '../../..');
const folder = makeFolderSync('reading-processes');
const readingFile = (name: string): Promise<string> =>
  bundledScript(join(root, `src/main/services/credential/${name}.ts`), folder);
const [pdfReadingFile, pictureReadingFile] = await Promise.all([
  readingFile('pdf-reading-process'),
  readingFile('picture-reading-process'),
]);

/**
 * What PDFs and pictures are read with, in processes of Node's: these run no TypeScript, so the source is translated
 * first.
 */
export function pdfReaderParts(): ReaderParts {
  return { pdfReadingFile, pictureReadingFile, packagesFolder: join(root, 'node_modules'), startProcess: forkProcess };
}
