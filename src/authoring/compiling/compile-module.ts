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
import type { AgreementFile } from '../schemas/agreement-schema';
import type { FigureSource, ModuleSource } from '../reading/series-source';
import type { Figure } from '../../domain/series/figure';
import { citationsInWords } from './citations-in-words';

/** The sources and terms of the whole series, by id. */
export interface SeriesReferences {
  readonly sources: ReadonlyMap<string, Source>;
  readonly terms: ReadonlyMap<string, Term>;
}

/** A module as the home screen and progress use it: no study text. */
export function compileModuleOutline(module: ModuleSource): ModuleOutline {
  const { id, number, title, shortTitle, presenters, spokenLanguage, passMark, draw } = module.card.value;
  const sections = module.sections.map((section) => compileSectionOutline(section, id));
  const readingMinutes = sections.reduce((sum, section) => sum + section.minutes, 0);
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
    ...(module.agreement ? { protocol: protocolOf(module.agreement.value) } : {}),
  };
}

/** What a module says of itself. */
export function compileIntroduction({ card, jobAid }: ModuleSource): ModuleIntroduction {
  const { id, topics, summary, objectives } = card.value;
  return {
    topics,
    summary,
    objectives: objectives.map((objective) => ({ ...objective, id: inModule(id, objective.id) })),
    ...(jobAid ? { jobAid: { kind: jobAid.value.kind, title: jobAid.value.title } } : {}),
  };
}

function protocolOf(file: AgreementFile): Pick<AgreementProtocol, 'id' | 'version'> {
  const { id, version } = compileAgreement(file);
  return { id, version };
}

/** A module's study text: sections, questions, and the sources and terms that they use. */
export function compileModule(module: ModuleSource, references: SeriesReferences): ModuleContent {
  const moduleId = module.card.value.id;
  const figures = new Map(module.figures.map((figure) => [figure.id, compileFigure(figure, references.sources)]));
  const context = { markdown: createStudyMarkdown(), moduleId, sources: references.sources, figures };
  const questions = module.questions.map((question) => compileQuestion(question.value, moduleId));
  return {
    moduleId,
    sections: module.sections.map((section) => compileSection(section, context)),
    questions,
    sources: usedSources(module, questions, references),
    terms: usedTerms(module, references),
    ...(module.agreement ? { agreement: compileAgreement(module.agreement.value) } : {}),
    ...(module.jobAid ? { jobAid: compileJobAid(module.jobAid.value, moduleId) } : {}),
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
