import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Problem } from './problem';

/**
 * The text files of a series: path below its folder (forward slashes) -> text with LF line ends and no byte order mark.
 */
export type SeriesFiles = ReadonlyMap<string, string>;

/** What was read from disk, and the files that could not be read as text. */
export interface LoadedFiles {
  readonly files: SeriesFiles;
  readonly problems: readonly Problem[];
}

/**
 * Reads every file below the folder. Editors on Windows add byte order marks and CRLF; both are removed here, once.
 * @throws when the folder itself can't be listed.
 */
export async function loadSeriesFiles(folder: string): Promise<LoadedFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths) {
    const name = relative(folder, path).split(sep).join('/');
    const bytes = await readFile(path);
    try {
      files.set(name, normaliseText(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    } catch {
      problems.push({
        file: name,
        line: 1,
        rule: 'encoding',
        message: 'The file is not saved as UTF-8 text. Save it again as UTF-8.',
      });
    }
  }
  return { files, problems };
}

/**
 * Whether the course is a draft: the lists of sources and terms are in the modules' fragments and not yet merged into
 * the top-level files.
 */
export function isDraft(files: SeriesFiles): boolean {
  return !files.has('sources.yaml') && [...files.keys()].some((name) => name.endsWith('.fragment.yaml'));
}

/** Text as the readers expect it: no byte order mark, LF line ends, composed characters (NFC). */
export function normaliseText(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?/gu, '\n')
    .normalize('NFC');
}
