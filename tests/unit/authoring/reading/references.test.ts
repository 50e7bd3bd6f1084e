import { describe, expect, test } from 'vitest';
import { lineIn, places, thinCases } from '../support/problems';
import { filesOf, thinSeries } from '../support/valid-series';

const { breaks, editedFiles, problemsAfter, problemsOfFiles } = thinCases;

const SECTION = '01-norms/sections/02-two.en.md';
const QUIZ = '01-norms/quiz.yaml';

describe('references that lead nowhere', () => {
  test('a section that serves an unknown objective', () => {
    const files = editedFiles(SECTION, '- analyse-cases', '- analyse-cases\n  - unheard-of');
    expect(places(problemsOfFiles(files))).toEqual([
      `${SECTION}:${lineIn(files, SECTION, 'objectives:')} unknown-objective`,
    ]);
  });

  test('a citation of an unknown source', () => {
    breaks('unknown-source', SECTION, '[@crc art. 4]', '[@crc art. 4; @gc99 para. 1]', '@gc99');
  });

  test('a link to an unknown term', () => {
    breaks('unknown-term', SECTION, 'Child rights [@crc', '[Child](term:unheard-of) rights [@crc', 'unheard-of');
  });

  test('a figure without a file', () => {
    breaks(
      'unknown-figure',
      SECTION,
      '## Second heading',
      '::: figure missing\n:::\n\n## Second heading',
      '::: figure missing',
    );
  });

  test('a question’s objective, section and source', () => {
    breaks('unknown-objective', QUIZ, 'objective: explain-norms', 'objective: unheard-of');
    breaks('unknown-section', QUIZ, 'section: section-one', 'section: section-ten');
    breaks('unknown-source', QUIZ, 'source: "@crc art. 37"', 'source: "@gc99 para. 1"');
  });

  test('what a case’s part says for itself', () => {
    breaks(
      'unknown-section',
      QUIZ,
      '        stem: Which step comes now?',
      '        section: section-ten\n        stem: Which step comes now?',
      'section-ten',
    );
  });

  test('a sequence’s module', () => {
    const files = editedFiles('series.yaml', '      - courts\n', '      - courts\n      - prisons\n');
    expect(places(problemsOfFiles(files))).toEqual([
      `series.yaml:${lineIn(files, 'series.yaml', 'modules:', 2)} unknown-module`,
    ]);
  });

  test('a term’s module', () => {
    const files = filesOf(thinSeries());
    files.set(
      'glossary.yaml',
      `${files.get('glossary.yaml') ?? ''}- { id: extra, term: extra, definition: Meaning., source: "@crc", module: prisons }\n`,
    );
    const line = lineIn(files, 'glossary.yaml', 'prisons');
    expect(places(problemsOfFiles(files))).toEqual([`glossary.yaml:${line} unknown-module`]);
  });
});

describe('what nothing uses', () => {
  test('a source that nothing cites', () => {
    const files = filesOf(thinSeries());
    files.set(
      'sources.yaml',
      `${files.get('sources.yaml') ?? ''}- { id: spare, short: Spare, title: T, publisher: P, year: 2000, kind: other }\n`,
    );
    expect(places(problemsOfFiles(files))).toEqual([
      `sources.yaml:${lineIn(files, 'sources.yaml', 'spare')} unused-source`,
    ]);
  });

  test('a source that only a part of a case cites is used', () => {
    const problems = problemsAfter(({ sources, modules: [first] }) => {
      sources.push({ id: 'part-only', short: 'Part', title: 'T', publisher: 'P', year: 2000, kind: 'other' });
      for (const question of first.quiz)
        if (question.type === 'case' && question.parts[0]) question.parts[0].source = '@part-only p. 1';
    });
    expect(places(problems)).toEqual([]);
  });

  test('a term that no section of its own module links to', () => {
    const files = editedFiles(SECTION, '[word](term:norms-term-2)', 'word');
    expect(places(problemsOfFiles(files))).toEqual([
      `glossary.yaml:${lineIn(files, 'glossary.yaml', 'id: norms-term-2')} unused-term`,
    ]);
  });

  test('a figure that no section places, and one that stands twice', () => {
    const unplaced = editedFiles('01-norms/sections/01-one.en.md', '::: figure stages\n:::\n', '');
    expect(places(problemsOfFiles(unplaced))).toEqual(['01-norms/figures/stages.yaml:1 unused-figure']);
    const twice = editedFiles(
      '01-norms/sections/01-one.en.md',
      '::: figure stages\n:::\n',
      '::: figure stages\n:::\n\n::: figure stages\n:::\n',
    );
    expect(places(problemsOfFiles(twice))).toEqual(['01-norms/figures/stages.yaml:1 unused-figure']);
  });

  test('an objective that no section serves', () => {
    const files = editedFiles(SECTION, '- analyse-cases', '- assess-risks');
    expect(places(problemsOfFiles(files))).toEqual([
      `01-norms/module.yaml:${lineIn(files, '01-norms/module.yaml', 'analyse-cases')} unused-objective`,
    ]);
  });
});
