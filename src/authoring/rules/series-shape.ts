import type { Problem } from '../reading/problem';
import type { SeriesRule } from './rule';

/** Rules `module-number` and `module-folder`: number, id and folder of a module match. */
export const seriesShape: SeriesRule = (series) =>
  series.modules.flatMap(({ card, folder }): readonly Problem[] => {
    const { id, number } = card.value;
    const place = series.card.value.modules.indexOf(folder) + 1;
    const problems: Problem[] = [];
    if (number !== place)
      problems.push({
        file: card.file,
        line: card.line('number'),
        rule: 'module-number',
        message: `The number is ${number}, but series.yaml lists the module as ${place}.`,
      });
    if (folder.replace(/^\d+-/u, '') !== id)
      problems.push({
        file: card.file,
        line: card.line('id'),
        rule: 'module-folder',
        message: `The id “${id}” must be the folder’s name without its number (“${folder}”).`,
      });
    return problems;
  });

/** Rules `term-count` and `module-terms`: enough terms are defined, in all and by each module. */
export const glossaryShape: SeriesRule = (series, standards) => {
  const problems: Problem[] = [];
  if (series.terms.length < standards.terms) {
    const message = `The glossary has ${series.terms.length} term(s); it should have at least ${standards.terms}.`;
    problems.push({ file: 'glossary.yaml', line: 1, rule: 'term-count', message });
  }
  for (const { card } of series.modules) {
    const terms = series.terms.filter((entry) => entry.value.module === card.value.id).length;
    if (terms >= standards.termsPerModule) continue;
    const message = `The glossary has ${terms} term(s) of this module; it should have at least ${standards.termsPerModule}.`;
    problems.push({ file: card.file, line: card.line('id'), rule: 'module-terms', message });
  }
  return problems;
};
