import type { Entry } from '../reading/entries';
import type { Problem } from '../reading/problem';
import type { SeriesRule } from './rule';

/** Rules `same-term` and `same-short`: two terms that read alike are one term, and two sources with one short form can't be told apart in a citation. */
export const sameNames: SeriesRule = (series) => [
  ...repeated(series.terms, 'term', 'same-term', 'A term is defined once, by the module that teaches it.'),
  ...repeated(series.sources, 'short', 'same-short', 'Give each source a short form of its own.'),
];

function repeated<TField extends string>(
  entries: readonly Entry<{ readonly id: string } & Readonly<Record<TField, string>>>[],
  field: TField,
  rule: string,
  advice: string,
): readonly Problem[] {
  const first = new Map<string, { readonly id: string; readonly file: string }>();
  const problems: Problem[] = [];
  for (const { value, file, line } of entries) {
    const name = value[field].toLocaleLowerCase('en');
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
