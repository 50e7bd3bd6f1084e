import type { Entry } from '../reading/entries';
import type { Problem } from '../reading/problem';
import { gradedSources } from './quiz-entries';
import type { ModuleSource } from '../reading/series-source';
import type { SeriesRule } from './rule';
import { entryRules, partsOf } from '../types';

interface Named {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

/**
 * Rule `unique-ids`: an id is used once. Sections and questions of a module share one namespace, as records don't
 * distinguish them.
 */
export const uniqueIds: SeriesRule = (series) => [
  ...repeated(series.modules.map(({ card }) => ({ id: card.value.id, file: card.file, line: card.line('id') }))),
  ...repeated(series.sources.map((entry) => ({ id: entry.value.id, file: entry.file, line: entry.line('id') }))),
  ...repeated(series.terms.map((entry) => ({ id: entry.value.id, file: entry.file, line: entry.line('id') }))),
  ...repeated(
    series.card.value.sequences.map(({ id }, index) => ({
      id,
      file: series.card.file,
      line: series.card.line('sequences', index, 'id'),
    })),
  ),
  ...series.modules.flatMap(inModule),
];

function inModule(module: ModuleSource): readonly Problem[] {
  const { card } = module;
  const objectives = card.value.objectives.map(({ id }, index) => ({
    id,
    file: card.file,
    line: card.line('objectives', index, 'id'),
  }));
  const sections = module.sections.map(({ head }) => ({ id: head.value.id, file: head.file, line: head.line('id') }));
  const questions = module.questions.map(({ value, file, line }) => ({ id: value.id, file, line: line('id') }));
  const groups: (readonly Named[])[] = [objectives, [...sections, ...questions]];
  for (const section of module.sections)
    groups.push(section.blocks.map(({ id, line }) => ({ id, file: section.file, line })).filter(({ id }) => id !== ''));
  for (const { value, file, line } of module.questions)
    groups.push(partsOf(value).map((part, index) => ({ id: part.id, file, line: line('parts', index, 'id') })));
  for (const { entry, file, line } of gradedSources(module))
    groups.push(
      entryRules(entry)
        .answerIds(entry)
        .map((id) => ({ id, file, line: line() })),
    );
  if (module.agreement) groups.push(...agreementIds(module.agreement));
  return groups.flatMap(repeated);
}

function agreementIds({ value, file, line }: NonNullable<ModuleSource['agreement']>): readonly (readonly Named[])[] {
  const named = (field: 'clauses' | 'checks' | 'reporting'): readonly Named[] =>
    value[field].map(({ id }, index) => ({ id, file, line: line(field, index, 'id') }));
  const options = value.checks.map((check, index) =>
    check.options.map(({ id }) => ({ id, file, line: line('checks', index, 'options') })),
  );
  return [named('clauses'), named('checks'), named('reporting'), ...options];
}

function repeated(group: readonly Named[]): readonly Problem[] {
  const first = new Map<string, Named>();
  const problems: Problem[] = [];
  for (const named of group) {
    const earlier = first.get(named.id);
    if (!earlier) first.set(named.id, named);
    else {
      const message = `The id “${named.id}” is already used in ${earlier.file}, line ${earlier.line}.`;
      problems.push({ file: named.file, line: named.line, rule: 'unique-ids', message });
    }
  }
  return problems;
}

/**
 * Rules `same-term` and `same-short`: no two terms read alike, and no two sources have the same short form, since a
 * citation couldn't distinguish them.
 */
export const sameNames: SeriesRule = (series) => [
  ...sameName(series.terms, 'term', 'same-term', 'A term is defined once, by the module that teaches it.'),
  ...sameName(series.sources, 'short', 'same-short', 'Give each source a short form of its own.'),
];

function sameName<TField extends string>(
  entries: readonly Entry<{ readonly id: string } & Readonly<Record<TField, string>>>[],
  field: TField,
  rule: string,
  advice: string,
): readonly Problem[] {
  const first = new Map<string, { readonly id: string; readonly file: string }>();
  const problems: Problem[] = [];
  for (const { value, file, line } of entries) {
    const name = value[field].toLowerCase();
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, { id: value.id, file });
    else if (earlier.id !== value.id)
      problems.push({
        file,
        line: line(field),
        rule,
        message: `“${value[field]}” is also the ${field} of “${earlier.id}” (${earlier.file}). ${advice}`,
      });
  }
  return problems;
}
