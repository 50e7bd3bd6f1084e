import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../src/authoring/reading/problem';
import type { TextPair } from '../../src/authoring/translating/text-pair';

/** Key of the file that says who has read the app's texts. */
export const APP_STATES = 'translation.km.yaml';

/** Where the files lie whose key begins so. */
const FOLDERS: Readonly<Record<string, string>> = {
  locales: 'src/renderer/src/i18n/locales',
  host: 'src/main/electron',
  paper: 'resources/certificate',
  [APP_STATES]: 'src/renderer/src/i18n/translation.km.yaml',
};

/** A file of Khmer, and where its English stands: a file beside it, or its own part `en`, with the Khmer in `km`. */
const FILES: readonly { readonly file: string; readonly english?: string }[] = [
  { file: 'locales/km/start.json', english: 'locales/en/start.json' },
  { file: 'locales/km/screens.json', english: 'locales/en/screens.json' },
  { file: 'host/native-texts.json' },
  { file: 'paper/texts.json' },
  { file: 'paper/record-texts.json' },
  { file: 'paper/file-names.json' },
];

/** Whether a text is the app's own: of its screens, of the desktop's menus and dialogs, or of its papers. */
export function isAppText(key: string): boolean {
  return /^(?:locales|host|paper)\//u.test(key);
}

/** Path below the repository of one of the app's files. */
export function appPath(key: string): string {
  const [first = '', ...rest] = key.split('/');
  return join(FOLDERS[first] ?? '', ...rest);
}

/** The files of the app's texts that there are below a repository, by their keys. */
export function readAppFiles(root: string): ReadonlyMap<string, string> {
  const keys = [...FILES.flatMap(({ file, english }) => (english ? [english, file] : [file])), APP_STATES];
  const found = keys.filter((key) => existsSync(join(root, appPath(key))));
  return new Map(found.map((key) => [key, readFileSync(join(root, appPath(key)), 'utf8')]));
}

/** Each text of the app that has its Khmer; the line is that of the Khmer. */
export function appPairs(files: ReadonlyMap<string, string>): readonly TextPair[] {
  return FILES.flatMap(({ file, english: beside }) => {
    const text = files.get(file) ?? '{}';
    const own: unknown = JSON.parse(text);
    const english = beside === undefined ? partOf(own, 'en') : JSON.parse(files.get(beside) ?? '{}');
    const inFile = beside === undefined ? ['km'] : [];
    const khmer = new Map(leaves(beside === undefined ? partOf(own, 'km') : own));
    const lines = text.split('\n');
    let line = Math.max(
      0,
      lines.findIndex((written) => beside === undefined && written.startsWith('  "km"')),
    );
    return leaves(english).flatMap(([path, source]) => {
      const translation = khmer.get(path);
      if (translation === undefined) return [];
      // Both languages are in one order, so the next line with these words is this text's.
      const written = lines.findIndex((words, index) => index >= line && words.includes(JSON.stringify(translation)));
      if (written >= 0) line = written;
      return [{ file, path: [...inFile, ...path.split('/')], line: line + 1, english: source, translation }];
    });
  });
}

/** With the English that counts many: Khmer has one form for every number. */
export function inMany(pair: TextPair): TextPair {
  return { ...pair, english: pair.english.split(' | ').at(-1) ?? '' };
}

/** What the app fills in stands in both texts; `{n}` may be left out, as it is of “one”. */
export function placeholderProblems({ file, line, path, english, translation }: TextPair): readonly Problem[] {
  const names = (text: string): string =>
    [...new Set(text.match(/\{\w+\}/gu))]
      .filter((name) => name !== '{n}')
      .sort()
      .join(' ');
  const [source, own] = [names(english), names(translation)];
  if (source === own) return [];
  const message = `“${path.join('.')}”: the app fills in ${source || 'nothing'}, and the Khmer has ${own || 'nothing'}.`;
  return [{ file, line, rule: 'placeholders', message }];
}

function partOf(tree: unknown, name: string): unknown {
  return typeof tree === 'object' && tree !== null ? (tree as Readonly<Record<string, unknown>>)[name] : undefined;
}

function leaves(part: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof part === 'string') return [[path.join('/'), part]];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}
