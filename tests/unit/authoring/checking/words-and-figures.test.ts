import { describe, expect, test } from 'vitest';
import { lineIn, places, thinCases } from '../support/problems';
import { filesOf, thinSeries } from '../support/valid-series';

const { breaks, editedFiles, problemsAfter, problemsOfFiles } = thinCases;

const SECTION = '01-norms/sections/02-two.en.md';
const QUIZ = '01-norms/quiz.yaml';

function passes(file: string, from: string, to: string): void {
  expect(places(problemsOfFiles(editedFiles(file, from, to)))).toEqual([]);
}

describe('quotation marks', () => {
  test('one without a partner is reported where it stands, in a section and in a field', () => {
    breaks('quotation-marks', SECTION, 'Child rights [@crc', 'The "rights [@crc', 'The "rights');
    breaks('quotation-marks', QUIZ, 'feedback: Why this is so.', 'feedback: Why "this is so.');
  });

  test('pairs and apostrophes pass', () => {
    passes(SECTION, 'Child rights [@crc', `The "child's" rights [@crc`);
  });
});

describe('forbidden words', () => {
  test.each([
    'A juvenile offender is',
    'Juvenile delinquents are',
    'Please note',
    'Listen!',
    'TO WRITE',
    'Lorem',
    'Good 🙂',
  ])('"%s" in a section', (text) => {
    breaks('forbidden-words', SECTION, 'Child rights [@crc', `${text} [@crc`, `${text} [@crc`);
  });

  test('a forbidden word is found on its own line of a paragraph, and in a table', () => {
    breaks('forbidden-words', SECTION, 'Child rights [@crc', 'Child rights\nand please more [@crc', 'and please');
    breaks('forbidden-words', SECTION, '| cell | cell |', '| please | cell |');
  });

  test('a title may be quoted, but filler may not', () => {
    passes(SECTION, 'Child rights [@crc', 'The title “Juvenile offenders: please listen!” [@crc');
    breaks('forbidden-words', SECTION, 'Child rights [@crc', 'The text “TO WRITE” [@crc', '“TO WRITE”');
  });

  test('fields of every file are read: a feedback, a definition, a protocol', () => {
    breaks('forbidden-words', QUIZ, 'feedback: Why this is so.', 'feedback: Please read again.');
    breaks('forbidden-words', 'glossary.yaml', 'definition: Meaning 0.', 'definition: A juvenile offender.');
    breaks('forbidden-words', '02-courts/agreement.yaml', 'text: Listen to children.', 'text: Listen to children!');
  });

  test('titles of sources may say what they say', () => {
    passes('sources.yaml', 'title: A report', 'title: Juvenile offenders');
  });

  test('arrows and trade marks are no emoji', () => {
    passes(SECTION, 'Child rights [@crc', 'Child → ↔ ® rights [@crc');
  });
});

describe('plain fields', () => {
  test.each(['It is **so**.', 'See [@crc art. 4].', 'See [more](term:x).', 'It is <em>so</em>.'])(
    'Markdown or HTML in a field is reported: %s',
    (text) => {
      breaks('plain-text', QUIZ, 'rationale: Why this is so.', `rationale: "${text}"`);
    },
  );

  test('brackets and comparisons are plain text', () => {
    passes(QUIZ, 'rationale: Why this is so.', 'rationale: "The age [14] is < 18."');
  });
});

describe('figures', () => {
  const FIGURE = '01-norms/figures/stages.yaml';

  test('a title of 41 characters doesn’t fit, one of 40 does', () => {
    passes(FIGURE, 'title: Police', `title: ${'x'.repeat(40)}`);
    breaks('figure-text', FIGURE, 'title: Police', `title: ${'x'.repeat(41)}`);
  });

  test('a detail of 91 characters and an exit of 91 don’t fit', () => {
    breaks('figure-text', FIGURE, 'detail: What happens here.', `detail: ${'x'.repeat(91)}`);
    breaks('figure-text', FIGURE, '      - Diversion', `      - ${'x'.repeat(91)}`);
  });

  test('root, leaves, labels and dates are measured too', () => {
    const found = problemsAfter(({ modules: [first] }) => {
      const base = { title: 'T', description: 'D', source: 'S' };
      first.figures['stages'] = {
        ...base,
        kind: 'tree',
        root: 'r'.repeat(41),
        items: [{ title: 'A', leaves: ['l'.repeat(91)] }, { title: 'B' }],
      };
      first.figures['shares'] = {
        ...base,
        kind: 'timeline',
        items: [
          { date: 'd'.repeat(41), title: 'A' },
          { date: 1990, title: 'B' },
        ],
      };
    });
    expect(found.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
      '01-norms/figures/shares.yaml figure-text',
      '01-norms/figures/stages.yaml figure-text',
      '01-norms/figures/stages.yaml figure-text',
    ]);
    breaks('figure-text', '01-norms/figures/shares.yaml', 'label: First', `label: ${'x'.repeat(41)}`);
  });

  test.each(['.inf', '-3'])('a bar of %s can’t be drawn', (value) => {
    breaks('figure-values', '01-norms/figures/shares.yaml', 'value: 40', `value: ${value}`);
  });
});

describe('the protocol’s checks', () => {
  const PROTOCOL = '02-courts/agreement.yaml';
  const line = lineIn(filesOf(thinSeries()), PROTOCOL, '- id: c1');

  test('two right options, or none, are reported', () => {
    expect(
      places(
        problemsOfFiles(editedFiles(PROTOCOL, 'text: A wrong thing', 'text: A wrong thing\n        correct: true')),
      ),
    ).toEqual([`${PROTOCOL}:${line} agreement-checks`]);
    expect(places(problemsOfFiles(editedFiles(PROTOCOL, 'correct: true', 'correct: false')))).toEqual([
      `${PROTOCOL}:${line} agreement-checks`,
    ]);
  });

  test('an option without feedback is reported', () => {
    expect(
      places(problemsOfFiles(editedFiles(PROTOCOL, '        feedback: This puts the child at risk.\n', ''))),
    ).toEqual([`${PROTOCOL}:${line} agreement-checks`]);
  });
});
