import { join, resolve } from 'node:path';
import { forkProcess } from '../../../src/main/http/forked-process';
import type { PdfReaderParts } from '../../../src/main/services/credential/pdf-contents';
import { bundledScript } from '../bundled-script';
import { makeFolderSync } from '../remove-folder';

const root = resolve(import.meta.dirname, '../../..');
const pdfReadingFile = await bundledScript(
  join(root, 'src/main/services/credential/pdf-reading-process.ts'),
  makeFolderSync('pdf-reading-process'),
);

/** What a PDF is read with, in processes of Node's: these run no TypeScript, so the source is translated first. */
export function pdfReaderParts(): PdfReaderParts {
  return { pdfReadingFile, packagesFolder: join(root, 'node_modules'), startProcess: forkProcess };
}
