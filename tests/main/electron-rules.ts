import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pageRules } from '../support/electron-rules/page-rules';
import { processRules } from '../support/electron-rules/process-rules';
import { projectRules } from '../support/electron-rules/project-rules';
import { scannedFile, type FileRule, type ProjectRule, type ScannedFile } from '../support/electron-rules/rule';
import { windowRules } from '../support/electron-rules/window-rules';

/** Rules of single files. */
export const fileRules: readonly FileRule[] = [...windowRules, ...processRules, ...pageRules];

export { projectRules };

/** A broken rule. */
export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
}

/** All sources that end up in the app's three processes. */
export function readSources(): ScannedFile[] {
  const root = resolve(import.meta.dirname, '../..');
  return ['src/main', 'src/preload', 'src/renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|vue|html)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => scannedFile(path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8'))),
  );
}

/** Checks sources against the rules given. */
export function scan(
  files: readonly ScannedFile[],
  rules: { readonly file?: readonly FileRule[]; readonly project?: readonly ProjectRule[] },
): Finding[] {
  const ofFiles = (rules.file ?? []).flatMap((rule) =>
    files.flatMap((file) => rule.check(file).map((text) => ({ rule: rule.name, path: file.path, text }))),
  );
  const ofProject = (rules.project ?? []).flatMap((rule) =>
    rule.check(files).map((text) => ({ rule: rule.name, path: '', text })),
  );
  return [...ofFiles, ...ofProject];
}
