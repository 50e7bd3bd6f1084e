import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkContent } from '../../../../src/authoring/check-content';
import { compileSeries } from '../../../../src/authoring/compiling/compile-series';
import { readSeries } from '../../../../src/authoring/reading/read-series';
import { loadSeriesFiles, type SeriesFiles } from '../../../../src/authoring/reading/series-files';
import { compileTranslation, outdatedProtocols } from '../../../../src/authoring/translating/compile-translation';
import { readTranslation } from '../../../../src/authoring/translating/read-translation';
import { withFolder } from '../support/series-folder';

const FOLDER = resolve(import.meta.dirname, '../../../../resources/series');
const MODULE = 'participation-and-safeguarding';

/** The course's files, with a text of a file of that module in another's place. */
async function editedFiles(name: string, old: string, now: string): Promise<SeriesFiles> {
  const { files } = await loadSeriesFiles(FOLDER);
  const path = `05-${MODULE}/${name}`;
  const text = files.get(path) ?? '';
  expect(text).toContain(old);
  return new Map(files).set(path, text.replace(old, now));
}

test.each([
  ['as it stands', 'agreement.yaml', 'x', 'x', 'km'],
  ['with another introduction, which nobody agrees to', 'agreement.yaml', 'sign with your name', 'sign', 'km'],
  ['with another clause', 'agreement.yaml', 'ask for no reason', 'ask why', 'en'],
  ['with another feedback of a check', 'agreement.yaml', 'Hiding the face is not enough', 'It is not enough', 'en'],
  ['with another figure in a clause', 'figures/duty-to-report.yaml', 'Five questions', 'Some questions', 'en'],
  ['with Khmer that says of no version that it translates it', 'agreement.km.yaml', 'translates:', '# ', 'en'],
])('the protocol %s is agreed to in a language that says its present words', async (_, name, old, now, language) => {
  const edited = await editedFiles(name, old, now);
  const source = readSeries(edited).value;
  const translation = readTranslation(edited)?.value;
  if (!source || !translation) throw new Error('The series can’t be read.');
  const series = compileSeries(source);
  const english = series.modules.get(MODULE)?.agreement;
  const { modules, outline } = compileTranslation(translation, series);
  const shown = modules.get(MODULE)?.agreement;
  expect(shown?.language).toBe(language);
  expect(shown?.version).toBe(english?.version);
  if (language === 'en') expect(shown).toEqual(english);
  expect(outline.modules[MODULE]?.parts.agreement === 'outdated').toBe(language === 'en');
  expect(outdatedProtocols(translation, series)).toEqual(
    language === 'en' ? [{ moduleId: MODULE, version: english?.version }] : [],
  );
});

test.each([
  ['of the present words', 'x', 'x', false],
  ['of other words', 'ask for no reason', 'ask why', true],
])('the check of the content tells the version that is translated by Khmer %s', async (_, old, now, isTold) => {
  const edited = await editedFiles('agreement.yaml', old, now);
  const source = readSeries(edited).value;
  const version = source && compileSeries(source).modules.get(MODULE)?.agreement?.version;
  if (version === undefined) throw new Error('The series can’t be read.');
  const printed: string[] = [];
  await withFolder(edited, async (folder) => {
    await checkContent(folder, { acceptNewIds: false, withFragments: false }, (line) => printed.push(line));
  });
  expect(printed.join('').includes(`translates: ${version}`)).toBe(isTold);
});
