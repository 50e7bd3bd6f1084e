import { resolve } from 'node:path';
import { checkSeries } from '../../../src/authoring/checking/check-series';
import { compileSeries, type CompiledSeries } from '../../../src/authoring/compiling/compile-series';
import { isDraft, loadSeriesFiles } from '../../../src/authoring/reading/series-files';
import { compileTranslation, type CompiledTranslation } from '../../../src/authoring/translating/compile-translation';
import type { Question, Revised } from '../../../src/domain/series/question';

interface Compiled {
  readonly series: CompiledSeries;
  readonly translation: CompiledTranslation | undefined;
}

let compiled: Promise<Compiled> | undefined;

/** The real course as the build compiles it: tests take their answer keys from it, never from a copy. */
export async function compiledSeries(): Promise<CompiledSeries> {
  compiled ??= load();
  return (await compiled).series;
}

/** The same in Khmer. */
export async function compiledTranslation(): Promise<CompiledTranslation> {
  compiled ??= load();
  const { translation } = await compiled;
  if (!translation) throw new Error('The series has no translation.');
  return translation;
}

/** A module's whole bank. */
export async function compiledQuestions(moduleId: string): Promise<readonly (Question & Revised)[]> {
  const content = (await compiledSeries()).modules.get(moduleId);
  if (!content) throw new RangeError(`The series has no module "${moduleId}".`);
  return content.questions;
}

async function load(): Promise<Compiled> {
  const loaded = await loadSeriesFiles(resolve(import.meta.dirname, '..', '..', '..', 'resources', 'series'));
  const { source, translation, problems } = checkSeries(loaded, { withFragments: isDraft(loaded.files) });
  if (!source) throw new Error(problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  const series = compileSeries(source);
  return { series, translation: translation && compileTranslation(translation, series) };
}
