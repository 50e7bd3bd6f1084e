import { describe, expect, it, test } from 'vitest';
import { sentencesOf } from '../../../../src/authoring/rules/plain-sentences';
import { fullCases, lineIn, places } from '../support/problems';
import { filesOf, validSeries, type ModuleDraft } from '../support/valid-series';

const SECTION = '01-norms/sections/04-four.en.md';

function afterChange(change: (module: ModuleDraft) => void): readonly string[] {
  return places(
    fullCases.problemsAfter(({ modules: [first] }) => {
      change(first);
    }),
  );
}

/** Adds a text at the end of the fourth section. */
function adding(text: string): readonly string[] {
  return (
    afterChange(({ sections }) => {
      if (sections[3]) sections[3].body += `\n\n${text}`;
    })
      .map((place) => place.replace(/:\d+ /u, ' '))
      // The series is as long as a module may be.
      .filter((place) => !place.endsWith(' module-words'))
  );
}

describe('plain sentences', () => {
  it.each([
    ['One. Two? Three.', 3],
    ['GC 24, para. 15 says so. It binds nobody.', 2],
    ['The law (art. 4) stands. No. 24 is newer.', 2],
    ['He writes: “One building, all cases, no lawyers.” A colleague checks it.', 2],
    ['“Shall assure this to every child who can.” is quoted, in one sentence', 1],
  ])('%j has %d', (text, count) => {
    expect(sentencesOf(text)).toHaveLength(count);
  });

  it.each([
    [`${'word '.repeat(25)}end.`, []],
    [`${'word '.repeat(26)}end.`, [`${SECTION} sentence-words`]],
    [`He says “${'word '.repeat(60)}end”.`, []],
    [Array.from({ length: 8 }, () => 'Ten words are in this short and plain sentence here.').join(' '), []],
    [
      Array.from({ length: 9 }, () => 'Ten words are in this short and plain sentence here.').join(' '),
      [`${SECTION} paragraph-words`],
    ],
    [`::: more For lawyers\n\n${'word '.repeat(26)}end.\n\n:::`, [`${SECTION} sentence-words`]],
  ])('%j', (text, expected) => {
    expect(adding(text)).toEqual(expected);
  });

  test('more than 14 words on average are reported at the card', () => {
    const found = afterChange(({ sections }) => {
      for (const section of sections)
        section.body = section.body.replaceAll('every case. Children', 'every case and children');
    });
    expect(found).toContain('01-norms/module.yaml:1 sentence-words');
  });
});

describe('folds', () => {
  const fold = (words: number): string => `::: more For lawyers\n\n${'One two three four. '.repeat(words / 4)}\n\n:::`;

  test('aren’t counted as prose or reading time; 400 words of a module are, and one more is too long', () => {
    // The title has two words.
    expect(adding(fold(60))).toEqual([]);
    const many = Array.from({ length: 7 }, () => fold(56)).join('\n\n');
    expect(adding(many)).toEqual(['01-norms/module.yaml fold-words']);
  });
});

describe('a decision', () => {
  const decision = {
    kind: 'decision' as const,
    title: 'What now?',
    description: 'Two questions.',
    source: 'CRC, art. 40',
    items: [
      { title: 'Is it so?', yes: { title: 'Do this' }, no: 2 },
      { title: 'Is it otherwise?', yes: { title: 'Do that' }, no: { title: 'Nothing', notes: ['Ask again'] } },
    ],
  };

  const withItems = (items: typeof decision.items): readonly string[] =>
    afterChange((module) => {
      module.figures['stages'] = { ...decision, items };
    });

  it('leads each answer to an end or to a later question that there is', () => {
    const [first, second] = decision.items;
    if (!first || !second) throw new Error('no such question');
    expect(withItems(decision.items)).toEqual([]);
    expect(withItems([{ ...first, no: 3 }, second])[0]).toMatch(/figures\/stages\.yaml:\d+ decision$/u);
    expect(withItems([first, { ...second, yes: 2 } as never])[0]).toMatch(/figures\/stages\.yaml:\d+ decision$/u);
  });

  it('has texts that fit its drawing', () => {
    const [first, second] = decision.items;
    if (!first || !second) throw new Error('no such question');
    expect(withItems([{ ...first, title: 'x'.repeat(91) }, second])[0]).toMatch(/figure-text$/u);
    expect(withItems([first, { ...second, yes: { title: 'x'.repeat(91) } }])[0]).toMatch(/figure-text$/u);
  });
});

describe('readers of a module', () => {
  test('begin with three sections that there are', () => {
    const files = filesOf(validSeries());
    expect(lineIn(files, '01-norms/module.yaml', 'id: norms')).toBe(1);
    const reader = { text: 'Begin here.', sections: ['section-one', 'section-two', 'section-three'] };
    const readers = { lawyer: reader, 'social-worker': reader, ngo: reader };
    expect(
      afterChange(({ card }) => {
        card.readers = readers;
      }),
    ).toEqual([]);
    const found = afterChange(({ card }) => {
      card.readers = { ...readers, ngo: { ...reader, sections: ['section-one', 'section-two', 'elsewhere'] } };
    });
    expect(found[0]).toMatch(/module\.yaml:\d+ unknown-section$/u);
  });
});
