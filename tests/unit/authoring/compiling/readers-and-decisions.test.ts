import { describe, expect, test } from 'vitest';
import { compileSeries, type CompiledSeries } from '../../../../src/authoring/compiling/compile-series';
import { readSeries } from '../../../../src/authoring/reading/read-series';
import { lineIn, places, thinCases } from '../support/problems';
import { filesOf, validSeries, type SeriesDraft } from '../support/valid-series';

const DECISION = {
  kind: 'decision' as const,
  title: 'What now?',
  description: 'Two questions.',
  source: '@crc art. 40',
  items: [
    { title: 'Is it so?', notes: ['On the day'], yes: { title: 'Do this' }, no: 2 },
    { title: 'Is it otherwise?', yes: { title: 'Do that' }, no: { title: 'Nothing', notes: ['Ask again'] } },
  ],
};

/** The same as the app has it. */
const COMPILED = {
  ...DECISION,
  id: 'stages',
  source: 'CRC, art.\u00A040',
  items: [
    { title: 'Is it so?', notes: ['On the day'], yes: { title: 'Do this', notes: [] }, no: 2 },
    {
      title: 'Is it otherwise?',
      notes: [],
      yes: { title: 'Do that', notes: [] },
      no: { title: 'Nothing', notes: ['Ask again'] },
    },
  ],
};

/** A series whose second module has a decision, which its protocol and its job aid show too. */
function withDecision(draft: SeriesDraft = validSeries()): SeriesDraft {
  const [, module] = draft.modules;
  module.figures['stages'] = structuredClone(DECISION);
  const clause = module.agreement?.clauses[0];
  const part = module.jobAid?.parts[0];
  if (!clause || !part) throw new Error('no such part');
  clause.figure = 'stages';
  part.decision = 'stages';
  return draft;
}

function compile(draft: SeriesDraft): CompiledSeries {
  const { value } = readSeries(filesOf(draft));
  if (!value) throw new Error('The series could not be read.');
  return compileSeries(value);
}

describe('a decision', () => {
  const content = compile(withDecision()).modules.get('courts');

  test('stands in the text, in the clause and on the page to take along, each time whole', () => {
    expect(content?.sections[0]?.blocks.flatMap(({ figures }) => figures)).toEqual([COMPILED]);
    expect(content?.agreement?.clauses[0]?.figure).toEqual(COMPILED);
    expect(content?.jobAid?.parts[0]?.decision).toEqual(COMPILED);
    expect(content?.jobAid?.parts[1]).not.toHaveProperty('decision');
  });

  test('is agreed to with its clause: another answer asks for a new agreement, in the outline too', () => {
    const changed = withDecision();
    const first = changed.modules[1].figures['stages'];
    if (first?.kind !== 'decision' || !first.items[0]) throw new Error('no such decision');
    first.items[0].yes = { title: 'Do something else' };
    const { series, modules } = compile(changed);
    const version = modules.get('courts')?.agreement?.version;
    expect(version).not.toBe(content?.agreement?.version);
    expect(series.modules[1]?.protocol?.version).toBe(version);
  });

  test.each([
    ['02-courts/agreement.yaml', 'figure: stages', 'figure: elsewhere', 'id: respect'],
    ['02-courts/job-aid.yaml', 'decision: stages', 'decision: elsewhere', 'heading: Before'],
    // A figure of another kind has no questions to print.
    ['02-courts/job-aid.yaml', 'decision: stages', 'decision: shares', 'heading: Before'],
  ])('%s names one that there is: %s, not %s', (file, from, to, where) => {
    const files = filesOf(withDecision());
    const text = files.get(file) ?? '';
    expect(text).toContain(from);
    expect(thinCases.problemsOfFiles(files).filter(({ rule }) => rule === 'unknown-figure')).toEqual([]);
    files.set(file, text.replace(from, to));
    expect(places(thinCases.problemsOfFiles(files))).toContain(`${file}:${lineIn(files, file, where)} unknown-figure`);
  });
});

test('each reader finds a text in the introduction and three places in the outline, in the reader’s own order', () => {
  const draft = validSeries();
  const reader = (text: string, ...sections: string[]) => ({
    text,
    sections: sections.map((name) => `section-${name}`),
  });
  draft.modules[0].card.readers = {
    lawyer: reader('For courts.', 'three', 'one', 'six'),
    'social-worker': reader('For families.', 'one', 'two', 'four'),
    ngo: reader('For trainers.', 'six', 'five', 'four'),
  };
  const { series, introductions } = compile(draft);
  expect(series.modules[0]?.paths).toEqual({ lawyer: [2, 0, 5], 'social-worker': [0, 1, 3], ngo: [5, 4, 3] });
  expect(introductions['norms']?.readers).toEqual({
    lawyer: 'For courts.',
    'social-worker': 'For families.',
    ngo: 'For trainers.',
  });
  expect(series.modules[1]).not.toHaveProperty('paths');
  expect(introductions['courts']).not.toHaveProperty('readers');
});

test('the day of a correction is in the outline of its section alone', () => {
  const draft = validSeries();
  Object.assign(draft.modules[0].sections[1]?.head ?? {}, { corrected: '2026-12-01' });
  expect(compile(draft).series.modules[0]?.sections.map(({ corrected }) => corrected)).toEqual([
    undefined,
    '2026-12-01',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('the edition and the account’s home page are the series’ own', () => {
  const { series } = compile(validSeries());
  const { edition, accountHomePage } = validSeries().card;
  expect(series).toMatchObject({ edition, accountHomePage });
});
