import { READER_ROLES } from '../../domain/series/reader-role';
import { parseCitations } from '../markdown/citations';
import type { Problem } from '../reading/problem';
import type { ModuleSource, SeriesSource } from '../reading/series-source';
import { partsOf } from '../types';
import { writtenSources } from './quiz-entries';
import type { SeriesRule } from './rule';

/** Rules `unknown-…`: everything that is referred to by id exists. */
export const references: SeriesRule = (series) => {
  const sources = new Set(series.sources.map((entry) => entry.value.id));
  const terms = new Set(series.terms.map((entry) => entry.value.id));
  return [
    ...betweenModules(series),
    ...inGlossary(series, sources),
    ...series.modules.flatMap((module) => [
      ...inText(module, sources, terms),
      ...inQuiz(module, sources),
      ...inAgreement(module),
      ...inCards(module),
    ]),
  ];
};

function betweenModules(series: SeriesSource): readonly Problem[] {
  const modules = new Set(series.modules.map((module) => module.card.value.id));
  const { card } = series;
  const ofSequences = card.value.sequences.flatMap((sequence, index) =>
    sequence.modules
      .filter((id) => !modules.has(id))
      .map((id) =>
        unknown('module', id, card.file, card.line('sequences', index, 'modules'), 'module.yaml of any module'),
      ),
  );
  const ofTerms = series.terms
    .filter((entry) => !modules.has(entry.value.module))
    .map((entry) =>
      unknown('module', entry.value.module, entry.file, entry.line('module'), 'module.yaml of any module'),
    );
  return [...ofSequences, ...ofTerms];
}

/** Rules `term-source` and `unknown-source`: every term names where its definition comes from. */
function inGlossary(series: SeriesSource, sources: ReadonlySet<string>): readonly Problem[] {
  return series.terms.flatMap(({ value, file, line }): readonly Problem[] => {
    const citations = parseCitations(value.source);
    if (!citations) {
      const message = `“${value.source}” is not a citation. Write it like "@crc art. 4".`;
      return [{ file, line: line('source'), rule: 'term-source', message }];
    }
    return citations
      .filter(({ sourceId }) => !sources.has(sourceId))
      .map(({ sourceId }) => unknown('source', sourceId, file, line('source'), 'sources.yaml'));
  });
}

function inText(module: ModuleSource, sources: ReadonlySet<string>, terms: ReadonlySet<string>): readonly Problem[] {
  const objectives = objectiveIds(module);
  const figures = new Set(module.figures.map((figure) => figure.id));
  return module.sections.flatMap((section) => [
    ...section.head.value.objectives
      .filter((id) => !objectives.has(id))
      .map((id) => unknown('objective', id, section.file, section.head.line('objectives'), 'module.yaml')),
    ...section.citations
      .filter(({ value }) => !sources.has(value.sourceId))
      .map(({ value, line }) => unknown('source', value.sourceId, section.file, line, 'sources.yaml')),
    ...section.terms
      .filter(({ value }) => !terms.has(value))
      .map(({ value, line }) => unknown('term', value, section.file, line, 'glossary.yaml')),
    ...section.figures
      .filter(({ value }) => !figures.has(value))
      .map(({ value, line }) => unknown('figure', value, section.file, line, `the folder ${module.folder}/figures`)),
  ]);
}

function inQuiz(module: ModuleSource, sources: ReadonlySet<string>): readonly Problem[] {
  const objectives = objectiveIds(module);
  const sections = new Set(module.sections.map((section) => section.head.value.id));
  const problems: Problem[] = [];
  const check = (
    question: {
      readonly objective?: string | undefined;
      readonly section?: string | undefined;
    },
    lineOf: (field: string) => number,
  ): void => {
    const { objective, section } = question;
    if (objective !== undefined && !objectives.has(objective))
      problems.push(unknown('objective', objective, module.quizFile, lineOf('objective'), 'module.yaml'));
    if (section !== undefined && !sections.has(section))
      problems.push(
        unknown('section', section, module.quizFile, lineOf('section'), `the folder ${module.folder}/sections`),
      );
  };
  for (const { value, line } of module.questions) {
    check(value, (field) => line(field));
    partsOf(value).forEach((part, index) => {
      check(part, (field) => line('parts', index, field));
    });
  }
  for (const { text, lineOf } of writtenSources(module))
    for (const { sourceId } of parseCitations(text) ?? [])
      if (!sources.has(sourceId)) problems.push(unknown('source', sourceId, module.quizFile, lineOf(), 'sources.yaml'));
  return problems;
}

function inAgreement({ agreement, sections, folder }: ModuleSource): readonly Problem[] {
  const id = agreement?.value.reportingSection;
  if (!agreement || id === undefined || sections.some(({ head }) => head.value.id === id)) return [];
  return [unknown('section', id, agreement.file, agreement.line('reportingSection'), `the folder ${folder}/sections`)];
}

/** The sections that readers begin with, and the figures of a protocol and of a page to take along. */
function inCards({ card, sections, figures, agreement, jobAid, folder }: ModuleSource): readonly Problem[] {
  const sectionIds = new Set(sections.map(({ head }) => head.value.id));
  const figureIds = new Set(figures.map(({ id }) => id));
  const decisionIds = new Set(figures.flatMap(({ id, entry }) => (entry.value.kind === 'decision' ? [id] : [])));
  const { readers } = card.value;
  const figureFolder = `the folder ${folder}/figures`;
  return [
    ...READER_ROLES.flatMap((role) =>
      (readers?.[role].sections ?? [])
        .filter((id) => !sectionIds.has(id))
        .map((id) => unknown('section', id, card.file, card.line('readers', role), `the folder ${folder}/sections`)),
    ),
    ...(agreement?.value.clauses ?? []).flatMap(({ figure }, index) =>
      figure === undefined || figureIds.has(figure)
        ? []
        : [unknown('figure', figure, agreement?.file ?? '', agreement?.line('clauses', index) ?? 1, figureFolder)],
    ),
    ...(jobAid?.value.parts ?? []).flatMap(({ decision }, index) =>
      decision === undefined || decisionIds.has(decision)
        ? []
        : [unknown('figure', decision, jobAid?.file ?? '', jobAid?.line('parts', index) ?? 1, figureFolder)],
    ),
  ];
}

function objectiveIds(module: ModuleSource): ReadonlySet<string> {
  return new Set(module.card.value.objectives.map((objective) => objective.id));
}

function unknown(what: string, id: string, file: string, line: number, where: string): Problem {
  return { file, line, rule: `unknown-${what}`, message: `There is no ${what} “${id}” in ${where}.` };
}
