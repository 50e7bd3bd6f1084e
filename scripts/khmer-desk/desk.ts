import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { formatProblems } from '../../src/authoring/reading/problem';
import { applyReading, type Refusal } from './apply-reading';
import { deskPage } from './desk-page';
import { deskParts } from './desk-parts';
import { PICTURES, pictureOf, picturesIn } from './desk-pictures';
import { appPath } from './app-texts';
import { COURSE, deskText, readTranslated, REPOSITORY, type Translated } from './desk-texts';
import { parseReading } from './reading';

/**
 * Writes a page for each part of the Khmer texts into a folder, with the pictures that lie there already, and resolves
 * with the pages' paths.
 * @throws Error that names what is wrong with the texts: nobody reads what can't be imported again
 */
export async function exportDesk(folder: string, root: string = REPOSITORY): Promise<readonly string[]> {
  const translated = await inOrder(root);
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const part of deskParts(translated.pairs)) {
    const path = join(folder, `${part.id}.html`);
    const texts = part.pairs.map((pair) => deskText(pair, translated));
    const pictures = picturesIn(join(folder, PICTURES), new Set(texts.map(({ key }) => pictureOf(key))));
    await writeFile(path, deskPage(part, texts, pictures));
    paths.push(path);
  }
  return paths;
}

/** What came of an imported file. */
export interface ImportedReading {
  readonly file: string;
  readonly taken: number;
  readonly corrected: readonly string[];
  readonly refused: readonly Refusal[];
}

/**
 * Puts what readers saved into the Khmer texts and their states, file by file.
 * @throws RangeError for a file that no page saved, before anything is written
 */
export async function importReadings(
  files: readonly string[],
  root: string = REPOSITORY,
): Promise<readonly ImportedReading[]> {
  const readings = await Promise.all(
    files.map(async (file) => ({ file: basename(file), reading: parseReading(await readFile(file, 'utf8')) })),
  );
  const before = await inOrder(root);
  let translated = before;
  const imported: ImportedReading[] = [];
  for (const { file, reading } of readings) {
    const result = applyReading(translated, reading);
    ({ translated } = result);
    imported.push({ file, taken: result.taken.length, corrected: result.corrected, refused: result.refused });
  }
  await writeChanged((file) => join(root, COURSE, file), before.course, translated.course);
  await writeChanged((key) => join(root, appPath(key)), before.appFiles, translated.appFiles);
  return imported;
}

async function inOrder(root: string): Promise<Translated> {
  const translated = await readTranslated(root);
  if (translated.problems.length > 0) throw new Error(formatProblems(translated.problems));
  return translated;
}

async function writeChanged(
  pathOf: (file: string) => string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [file, text] of after) {
    if (before.get(file) === text) continue;
    const path = pathOf(file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
