import type { Introductions, ModuleContent, Term } from '../../domain/series/module';
import type { Series } from '../../domain/series/series';
import type { ModuleTranslation, SeriesTranslation, TranslationState } from '../../domain/series/translation';
import { compareText } from '../../domain/text/compare-text';
import { LANGUAGES, SOURCE_LANGUAGE, type Language } from '../../domain/text/language';
import { compileSeries, type CompiledSeries } from '../compiling/compile-series';
import { inModule } from '../compiling/content-ids';
import type { ModuleSource } from '../reading/series-source';
import { translationOf, type Translation } from './read-translation';
import { stateOfAll } from './states';

/** The course's other language. */
export const TRANSLATED: Language = LANGUAGES.find((language) => language !== SOURCE_LANGUAGE) ?? SOURCE_LANGUAGE;

/** The course in another language, as the app loads it. */
export interface CompiledTranslation extends Pick<CompiledSeries, 'glossary' | 'introductions' | 'modules'> {
  /** The whole series in the language, as it is searched. */
  readonly series: Series;
  readonly outline: SeriesTranslation;
}

/**
 * Compiles a translation. Whatever programs compare (revisions of questions, the version of the protocol) is that of
 * the source, so that a learner's record is the same in both languages.
 */
export function compileTranslation(translation: Translation, source: CompiledSeries): CompiledTranslation {
  const sources = translation.source.sources.map(({ value, ...entry }) => ({
    ...entry,
    value: { ...value, short: value.khmer ?? value.short },
  }));
  const compiled = compileSeries({ ...translation.source, sources });
  const translated = translation.source.modules.filter((module) => hasStudyText(module, translation));
  const outdated = new Set(outdatedProtocols(translation, source).map(({ moduleId }) => moduleId));
  const modules = translated.flatMap(({ card }): readonly (readonly [string, ModuleContent])[] => {
    const { id } = card.value;
    const [own, english] = [compiled.modules.get(id), source.modules.get(id)];
    return own && english ? [[id, sameRecord(own, english, outdated.has(id))]] : [];
  });
  return {
    series: compiled.series,
    outline: outlineOf(translation, compiled, outdated),
    introductions: compiled.introductions satisfies Introductions,
    glossary: [...compiled.glossary].sort((a, b) => khmerOrder.compare(a.term, b.term)) satisfies Term[],
    modules: new Map(modules),
  };
}

const khmerOrder = new Intl.Collator(TRANSLATED);

/**
 * The modules whose protocol is translated from other words than the source has now, with the present version: nobody
 * agrees to those words in the place of the present ones.
 */
export function outdatedProtocols(
  { source, pairs }: Translation,
  { modules }: CompiledSeries,
): readonly { readonly moduleId: string; readonly version: string }[] {
  const files = new Set(pairs.map(({ file }) => file));
  return source.modules.flatMap(({ agreement, card }) => {
    const version = modules.get(card.value.id)?.agreement?.version;
    if (!agreement || version === undefined || !files.has(translationOf(agreement.file) ?? '')) return [];
    return agreement.value.translates === version ? [] : [{ moduleId: card.value.id, version }];
  });
}

function sameRecord(own: ModuleContent, source: ModuleContent, hasOutdatedProtocol: boolean): ModuleContent {
  const revisions = new Map(source.questions.map(({ id, revision }) => [id, revision]));
  return {
    ...own,
    questions: own.questions.map((question) => ({
      ...question,
      revision: revisions.get(question.id) ?? question.revision,
    })),
    ...(own.agreement && source.agreement
      ? {
          agreement: hasOutdatedProtocol
            ? source.agreement
            : { ...own.agreement, version: source.agreement.version, language: TRANSLATED },
        }
      : {}),
    ...(own.jobAid ? { jobAid: { ...own.jobAid, language: TRANSLATED } } : {}),
    terms: [...own.terms].sort((a, b) => khmerOrder.compare(a.term, b.term) || compareText(a.id, b.id)),
  };
}

function hasStudyText({ sections }: ModuleSource, { pairs }: Translation): boolean {
  const files = new Set(pairs.map(({ file }) => file));
  return sections.every(({ file }) => files.has(translationOf(file) ?? ''));
}

function outlineOf(
  translation: Translation,
  { series }: CompiledSeries,
  outdated: ReadonlySet<string>,
): SeriesTranslation {
  const { source, pairs, states } = translation;
  /** The state of a file's texts; undefined where it isn't translated. */
  const stateIn = (file: string): TranslationState | undefined => {
    const own = pairs.filter((pair) => pair.file === translationOf(file));
    return own.length === 0 ? undefined : stateOfAll(own, states);
  };
  const parts = [
    ['card', 'module.yaml'],
    ['quiz', 'quiz.yaml'],
    ['job-aid', 'job-aid.yaml'],
    ['agreement', 'agreement.yaml'],
  ] as const;
  const modules = source.modules.map(({ card, folder, sections }): readonly [string, ModuleTranslation] => {
    const { id, title, shortTitle } = card.value;
    return [
      id,
      {
        titles: { title, shortTitle },
        parts: Object.fromEntries(
          parts.flatMap(([part, file]) => {
            const state = stateIn(`${folder}/${file}`);
            return state ? [[part, part === 'agreement' && outdated.has(id) ? 'outdated' : state]] : [];
          }),
        ),
        sections: Object.fromEntries(
          sections.flatMap(({ file, head }) => {
            const state = stateIn(file);
            return state ? [[inModule(id, head.value.id), { title: head.value.title, state }]] : [];
          }),
        ),
      },
    ];
  });
  const hasReporting = source.modules.some(({ agreement }) => agreement && stateIn(agreement.file));
  return {
    title: series.title,
    sequences: Object.fromEntries(series.sequences.map(({ id, title }) => [id, title])),
    modules: Object.fromEntries(modules),
    ...(series.reporting && hasReporting ? { reportingSteps: series.reporting.steps } : {}),
  };
}
