import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { forkProcess } from '../../../src/main/http/forked-process';
import type { PdfReaderParts } from '../../../src/main/services/credential/pdf-contents';

const root = resolve(import.meta.dirname, '../../..');
let made: PdfReaderParts | undefined;

/** What a PDF is read with, in processes of Node's: these run no TypeScript, so the source is translated first. */
export function pdfReaderParts(): PdfReaderParts {
  return (made ??= {
    pdfReadingFile: translatedFile(),
    packagesFolder: join(root, 'node_modules'),
    startProcess: forkProcess,
  });
}

function translatedFile(): string {
  const source = readFileSync(join(root, 'src/main/services/credential/pdf-reading-process.ts'), 'utf8');
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, verbatimModuleSyntax: true },
  });
  const file = join(mkdtempSync(join(tmpdir(), 'pdf-reading-process-')), 'process.mjs');
  writeFileSync(file, outputText);
  return file;
}
