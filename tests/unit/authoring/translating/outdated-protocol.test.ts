import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { checkContent } from '../../../../src/authoring/check-content';
import { checkSeries } from '../../../../src/authoring/checking/check-series';
import { compileSeries } from '../../../../src/authoring/compiling/compile-series';
import { loadSeriesFiles } from '../../../../src/authoring/reading/series-files';
import { compileTranslation } from '../../../../src/authoring/translating/compile-translation';
import { withFolder } from '../support/series-folder';

const FOLDER = resolve(import.meta.dirname, '../../../../resources/series');
const MODULE = 'participation-and-safeguarding';

test.each([
  ['as it stands', 'agreement.yaml', 'x', 'x', 'km'],
  ['with another introduction, which nobody agrees to', 'agreement.yaml', 'sign with your name', 'sign', 'km'],
  ['with another clause', 'agreement.yaml', 'ask for no reason', 'ask why', 'en'],
  ['with another feedback of a check', 'agreement.yaml', 'Hiding the face is not enough', 'It is not enough', 'en'],
  ['with another figure in a clause', 'figures/duty-to-report.yaml', 'Five questions', 'Some questions', 'en'],
  ['with Khmer that says of no version that it translates it', 'agreement.km.yaml', 'translates:', '# ', 'en'],
])('the protocol %s is agreed to in a language that says its present words', async (_, name, old, now, language) => {
  const { files, problems } = await loadSeriesFiles(FOLDER);
  const path = `05-${MODULE}/${name}`;
  const text = files.get(path) ?? '';
  expect(text).toContain(old);
  const edited = new Map(files).set(path, text.replace(old, now));
  const { source, translation } = checkSeries({ files: edited, problems });
  if (!source || !translation) throw new Error('The series can’t be read.');
  const series = compileSeries(source);
  const english = series.modules.get(MODULE)?.agreement;
  const { modules, outline } = compileTranslation(translation, series);
  const shown = modules.get(MODULE)?.agreement;
  expect(shown?.language).toBe(language);
  expect(shown?.version).toBe(english?.version);
  if (language === 'en') expect(shown).toEqual(english);
  expect(outline.modules[MODULE]?.parts.agreement === 'outdated').toBe(language === 'en');
  const printed: string[] = [];
  await withFolder(edited, async (folder) => {
    await checkContent(folder, { acceptNewIds: false, withFragments: false }, (line) => printed.push(line));
  });
  expect(printed.join('').includes(`translates: ${english?.version ?? ''}`)).toBe(language === 'en');
});
