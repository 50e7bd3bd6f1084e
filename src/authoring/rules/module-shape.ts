import { isBloomVerb, type Bounds } from './content-standards';
import type { Problem } from '../reading/problem';
import { countWords } from '../reading/word-count';
import { everyModule } from './rule';

/** Rules `section-words` and `section-sources`: a section can be read in one sitting and cites its sources. */
export const sectionShape = everyModule(({ sections }, standards) =>
  sections.flatMap((section): readonly Problem[] => {
    const problems: Problem[] = [];
    if (outside(section.proseWords, standards.sectionWords)) {
      const message = `The section has ${section.proseWords} words of prose; it should have ${range(standards.sectionWords)}.`;
      problems.push({ file: section.file, line: section.bodyLine, rule: 'section-words', message });
    }
    if (section.citations.length === 0) {
      const message = 'The section cites no source. Cite like [@crc art. 4].';
      problems.push({ file: section.file, line: section.bodyLine, rule: 'section-sources', message });
    }
    return problems;
  }),
);

/**
 * Rules about a module's card and its text as a whole: `section-count`, `module-words`, `fold-words`, `summary-words`,
 * `objective-count`, `objective-verb`, `figure-count`.
 */
export const moduleShape = everyModule(({ card, sections, figures }, standards) => {
  const problems: Problem[] = [];
  const report = (rule: string, field: string, message: string): void => {
    problems.push({ file: card.file, line: card.line(field), rule, message });
  };
  const checkCount = (rule: string, field: string, bounds: Bounds, count: number, what: string): void => {
    if (outside(count, bounds))
      report(rule, field, `The module has ${count} ${what}; it should have ${range(bounds)}.`);
  };
  const { summary, objectives } = card.value;
  const words = sections.reduce((sum, section) => sum + section.proseWords, 0);
  checkCount('section-count', 'id', standards.sections, sections.length, 'section(s)');
  checkCount('module-words', 'id', standards.moduleWords, words, 'words of prose');
  const folded = sections.reduce((sum, section) => sum + section.foldWords, 0);
  if (folded > standards.foldWords)
    report('fold-words', 'id', `The folds have ${folded} words; a module's have at most ${standards.foldWords}.`);
  checkCount('summary-words', 'summary', standards.summaryWords, countWords(summary), 'words in its summary');
  checkCount('objective-count', 'objectives', standards.objectives, objectives.length, 'objective(s)');
  if (figures.length < standards.figures)
    report(
      'figure-count',
      'id',
      `The module has ${figures.length} figure(s); it should have at least ${standards.figures}.`,
    );
  objectives.forEach(({ text }, index) => {
    const verb = text.split(/\s+/u)[0]?.toLowerCase() ?? '';
    if (isBloomVerb(verb)) return;
    const message = `An objective begins with a verb that can be observed, such as explain, apply, compare. “${verb}” is not on the list.`;
    problems.push({ file: card.file, line: card.line('objectives', index), rule: 'objective-verb', message });
  });
  return problems;
});

function outside(value: number, { least, most }: Bounds): boolean {
  return value < least || value > most;
}

function range({ least, most }: Bounds): string {
  return `${least} to ${most}`;
}
