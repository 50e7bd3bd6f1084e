import type { ModuleContent, ModuleIntroduction, ModuleOutline, Term } from '../../domain/series/module';
import type { Source } from '../../domain/series/citation';
import { questionCitations, type Question } from '../../domain/series/question';
import { MINUTES_PER_QUESTION } from '../../domain/record/progress';
import type { AgreementProtocol } from '../../domain/series/agreement';
import { compileAgreement } from './compile-agreement';
import { compileJobAid } from './compile-job-aid';
import { compileQuestion } from './compile-question';
import { compileSection, compileSectionOutline } from './compile-section';
import { inModule } from './content-ids';
import { createStudyMarkdown } from '../markdown/study-markdown';
import type { FigureSource, ModuleSource } from '../reading/series-source';
import type { Figure } from '../../domain/series/figure';
import { READER_ROLES, type ReaderRole } from '../../domain/series/reader-role';
import { citationsInWords } from './citations-in-words';

/** The sources and terms of the whole series, by id. */
export interface SeriesReferences {
  readonly sources: ReadonlyMap<string, Source>;
  readonly terms: ReadonlyMap<string, Term>;
}

/** A module as the home screen and progress use it: no study text. */
export function compileModuleOutline(module: ModuleSource, sources: ReadonlyMap<string, Source>): ModuleOutline {
  const { id, number, title, shortTitle, presenters, spokenLanguage, passMark, draw } = module.card.value;
  const sections = module.sections.map((section) => compileSectionOutline(section, id));
  const readingMinutes = sections.reduce((sum, section) => sum + section.minutes, 0);
  const protocol = protocolOf(module, sources);
  return {
    id,
    number,
    title,
    shortTitle,
    presenters,
    spokenLanguage,
    sections,
    questionCount: module.questions.length,
    drawCount: draw,
    passMark,
    minutes: Math.round(readingMinutes + draw * MINUTES_PER_QUESTION),
    ...pathsOf(module),
    ...(protocol ? { protocol } : {}),
  };
}

/** What a module says of itself. */
export function compileIntroduction({ card, jobAid }: ModuleSource): ModuleIntroduction {
  const { id, topics, summary, objectives, readers } = card.value;
  return {
    topics,
    summary,
    objectives: objectives.map((objective) => ({ ...objective, id: inModule(id, objective.id) })),
    ...(readers ? { readers: byRole((role) => readers[role].text) } : {}),
    ...(jobAid ? { jobAid: { kind: jobAid.value.kind, title: jobAid.value.title } } : {}),
  };
}

function byRole<Value>(of: (role: ReaderRole) => Value): Readonly<Record<ReaderRole, Value>> {
  return Object.fromEntries(READER_ROLES.map((role) => [role, of(role)])) as Record<ReaderRole, Value>;
}

function pathsOf({ card, sections }: ModuleSource): Pick<ModuleOutline, 'paths'> {
  const { readers } = card.value;
  if (!readers) return {};
  const ids = sections.map(({ head }) => head.value.id);
  return { paths: byRole((role) => readers[role].sections.map((id) => ids.indexOf(id)).filter((place) => place >= 0)) };
}

function protocolOf(
  module: ModuleSource,
  sources: ReadonlyMap<string, Source>,
): Pick<AgreementProtocol, 'id' | 'version'> | undefined {
  if (!module.agreement) return undefined;
  const { id, version } = compileAgreement(module.agreement.value, compileFigures(module, sources));
  return { id, version };
}

/** The figures of a module, by id. */
function compileFigures({ figures }: ModuleSource, sources: ReadonlyMap<string, Source>): ReadonlyMap<string, Figure> {
  return new Map(figures.map((figure) => [figure.id, compileFigure(figure, sources)]));
}

/** A module's study text: sections, questions, and the sources and terms that they use. */
export function compileModule(module: ModuleSource, references: SeriesReferences): ModuleContent {
  const moduleId = module.card.value.id;
  const figures = compileFigures(module, references.sources);
  const context = { markdown: createStudyMarkdown(), moduleId, sources: references.sources, figures };
  const questions = module.questions.map((question) => compileQuestion(question.value, moduleId));
  return {
    moduleId,
    sections: module.sections.map((section) => compileSection(section, context)),
    questions,
    sources: usedSources(module, questions, references),
    terms: usedTerms(module, references),
    ...(module.agreement ? { agreement: compileAgreement(module.agreement.value, figures) } : {}),
    ...(module.jobAid ? { jobAid: compileJobAid(module.jobAid.value, moduleId, figures) } : {}),
  };
}

function usedSources(
  module: ModuleSource,
  questions: readonly Question[],
  references: SeriesReferences,
): readonly Source[] {
  const ids = new Set(
    module.sections.flatMap((section) => section.citations.map((citation) => citation.value.sourceId)),
  );
  for (const question of questions) {
    for (const { sourceId } of questionCitations(question)) ids.add(sourceId);
  }
  return [...ids].flatMap((id) => references.sources.get(id) ?? []);
}

/** The terms that the text links to, and those that the module teaches, in alphabetical order. */
function usedTerms(module: ModuleSource, references: SeriesReferences): readonly Term[] {
  const ids = new Set(module.sections.flatMap((section) => section.terms.map((term) => term.value)));
  return [...references.terms.values()].filter((term) => ids.has(term.id) || term.moduleId === module.card.value.id);
}

/**
 * A figure as the app draws it; its id is its file's name. A source written as citations (`@gc24 para. 90`) is worded
 * as in the text.
 */
function compileFigure({ id, entry }: FigureSource, sources: ReadonlyMap<string, Source>): Figure {
  return { ...entry.value, id, source: citationsInWords(entry.value.source, sources) };
}
