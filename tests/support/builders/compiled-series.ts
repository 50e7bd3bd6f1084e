import { resolve } from 'node:path';
import { checkSeries } from '../../../src/authoring/checking/check-series';
import { compileSeries, type CompiledSeries } from '../../../src/authoring/compiling/compile-series';
import { isDraft, loadSeriesFiles } from '../../../src/authoring/reading/series-files';
import { compileTranslation, type CompiledTranslation } from '../../../src/authoring/translating/compile-translation';
import { readTranslation } from '../../../src/authoring/translating/read-translation';
import type { Question, Revised } from '../../../src/domain/series/question';

const FOLDER = resolve(import.meta.dirname, '..', '..', '..', 'resources', 'series');

let compiled: Promise<CompiledSeries> | undefined;

/** The real course as the build compiles it: tests take their answer keys from it, never from a copy. */
export function compiledSeries(): Promise<CompiledSeries> {
  compiled ??= load();
  return compiled;
}

/** The same in Khmer, as far as it is translated. */
export async function compiledTranslation(): Promise<CompiledTranslation> {
  const { files } = await loadSeriesFiles(FOLDER);
  const { value } = readTranslation(files);
  if (!value) throw new Error('The course has no translation.');
  return compileTranslation(value, await compiledSeries());
}

/** A module's whole bank. */
export async function compiledQuestions(moduleId: string): Promise<readonly (Question & Revised)[]> {
  const content = (await compiledSeries()).modules.get(moduleId);
  if (!content) throw new RangeError(`The series has no module "${moduleId}".`);
  return content.questions;
}

async function load(): Promise<CompiledSeries> {
  const loaded = await loadSeriesFiles(FOLDER);
  const { source, problems } = checkSeries(loaded, { withFragments: isDraft(loaded.files) });
  if (!source) throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return compileSeries(source);
}
