import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { PdfReaderFiles } from '../../src/main/services/credential/pdf-contents';

const root = resolve(import.meta.dirname, '../..');
let made: PdfReaderFiles | undefined;

/** What a PDF is read with: Node runs no TypeScript in a thread, so the worker's source is translated first. */
export function pdfReaderFiles(): PdfReaderFiles {
  return (made ??= { workerFile: translatedWorker(), packagesFolder: join(root, 'node_modules') });
}

function translatedWorker(): string {
  const source = readFileSync(join(root, 'src/main/services/credential/pdf-reading-worker.ts'), 'utf8');
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, verbatimModuleSyntax: true },
  });
  const file = join(mkdtempSync(join(tmpdir(), 'pdf-reading-worker-')), 'worker.mjs');
  writeFileSync(file, outputText);
  return file;
}
