import { articleIndex, type ArticleIndex } from '../../domain/series/article-index';
import { sourceList, type SourceList } from '../../domain/series/source-list';
import { bankRevision, questionIndex, type QuestionIndex } from '../../domain/review/question-index';
import type { Introductions, ModuleContent, Term } from '../../domain/series/module';
import type { Series } from '../../domain/series/series';
import { compileReporting } from './compile-agreement';
import { citationsInWords } from './citations-in-words';
import { compileIntroduction, compileModule, compileModuleOutline } from './compile-module';
import type { SeriesSource } from '../reading/series-source';
import type { SourceEntry, TermEntry } from '../schemas/reference-schema';
import type { Source } from '../../domain/series/citation';
import { SOURCE_LANGUAGE } from '../../domain/text/language';

/** The whole compiled content. */
export interface CompiledSeries {
  readonly series: Series;
  /** What the modules say of themselves. */
  readonly introductions: Introductions;
  /** Study text by module id: one lazy chunk each. */
  readonly modules: ReadonlyMap<string, ModuleContent>;
  /** All terms, in alphabetical order. */
  readonly glossary: readonly Term[];
  /** Every cited place of an instrument, with the sections and questions that treat it. */
  readonly articleIndex: ArticleIndex;
  /** Every source with the modules that rest on it. */
  readonly sources: SourceList;
  /** Every graded question, without its text. */
  readonly questionIndex: QuestionIndex;
}

/** Compiles what was read. Broken references are omitted; the check reports them. */
export function compileSeries(source: SeriesSource): CompiledSeries {
  const { id, title, edition, organiser, accountHomePage, sequences, sessionsPage } = source.card.value;
  const sources = new Map(source.sources.map((entry) => [entry.value.id, compileSource(entry.value)]));
  const glossary = source.terms
    .map((entry) => compileTerm(entry.value, sources))
    .sort((a, b) => a.term.localeCompare(b.term, SOURCE_LANGUAGE));
  const terms = new Map(glossary.map((term) => [term.id, term]));
  const modules = new Map(
    source.modules.map((module) => [module.card.value.id, compileModule(module, { sources, terms })]),
  );
  const questions = questionIndex([...modules.values()]);
  return {
    series: {
      id,
      title,
      edition,
      organiser,
      accountHomePage,
      ...(sessionsPage ? { sessionsPage: { url: sessionsPage.address, read: sessionsPage.read, inCopy: false } } : {}),
      modules: source.modules.map((module) => compileModuleOutline(module, sources)),
      sequences: sequences.map((sequence) => ({
        id: sequence.id,
        title: sequence.title,
        moduleIds: sequence.modules,
        order: sequence.order,
      })),
      ...reportingOf(source),
      bankRevision: bankRevision(questions),
    },
    introductions: Object.fromEntries(
      source.modules.map((module) => [module.card.value.id, compileIntroduction(module)]),
    ),
    modules,
    glossary,
    articleIndex: articleIndex([...modules.values()]),
    sources: sourceList([...modules.values()]),
    questionIndex: questions,
  };
}

function reportingOf({ modules }: SeriesSource): Pick<Series, 'reporting'> {
  const module = modules.find(({ agreement }) => agreement !== undefined);
  return module?.agreement ? { reporting: compileReporting(module.agreement.value, module.card.value.id) } : {};
}

/** A source as the app shows it. */
function compileSource({ symbol, address, read, copy, khmer, ...source }: SourceEntry): Source {
  return {
    ...source,
    ...(khmer === undefined ? {} : { khmer }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(address === undefined || read === undefined ? {} : { address: { url: address, read, inCopy: copy === true } }),
  };
}

/** A glossary entry as the app shows it. */
function compileTerm(
  { id, term, khmer, khmerSource, definition, source, module }: TermEntry,
  sources: ReadonlyMap<string, Source>,
): Term {
  return {
    id,
    term,
    definition,
    source: citationsInWords(source, sources),
    moduleId: module,
    ...(khmer === undefined || khmerSource === undefined ? {} : { khmer: { text: khmer, source: khmerSource } }),
  };
}
