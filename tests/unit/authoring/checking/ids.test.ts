import { describe, expect, test } from 'vitest';
import { checkSeries } from '../../../../src/authoring/checking/check-series';
import { contentIds } from '../../../../src/authoring/compiling/content-ids';
import { extendLock, writeLock } from '../../../../src/authoring/checking/ids-lock';
import { readSeries } from '../../../../src/authoring/reading/read-series';
import { lineIn, places, thinCases } from '../support/problems';
import { filesOf, thinSeries, type SeriesDraft } from '../support/valid-series';

const { problemsAfter, problemsOfFiles } = thinCases;

function ids(draft: SeriesDraft): readonly string[] {
  const { value } = readSeries(filesOf(draft));
  if (!value) throw new Error('The series could not be read.');
  return contentIds(value);
}

function rulesAfter(change: (draft: SeriesDraft) => void): readonly string[] {
  return problemsAfter(change).map(({ file, rule }) => `${file} ${rule}`);
}

describe('unique ids', () => {
  test('two sections with one id', () => {
    expect(
      rulesAfter(({ modules: [first] }) => {
        first.sections[1] = {
          ...first.sections[1],
          head: { ...first.sections[1]?.head, id: 'section-one' },
        } as (typeof first.sections)[number];
      }),
    ).toContain('01-norms/sections/02-two.en.md unique-ids');
  });

  test('a question with a section’s id', () => {
    const problems = problemsAfter(({ modules: [first] }) => {
      if (first.quiz[3]) first.quiz[3].id = 'section-two';
    });
    expect(problems.map(({ file, rule, message }) => ({ file, rule, message }))).toEqual([
      {
        file: '01-norms/quiz.yaml',
        rule: 'unique-ids',
        message: 'The id “section-two” is already used in 01-norms/sections/02-two.en.md, line 2.',
      },
    ]);
  });

  test.each<[string, string, (draft: SeriesDraft) => void]>([
    [
      'two blocks of a section',
      '01-norms/sections/01-one.en.md',
      ({ modules: [first] }) => {
        const section = first.sections[0];
        if (section) section.body = section.body.replace('{#second}', '{#first}');
      },
    ],
    [
      'two objectives',
      '01-norms/module.yaml',
      ({ modules: [first] }) => {
        first.card.objectives.push({ id: 'explain-norms', text: 'Explain it again.' });
      },
    ],
    [
      'two options',
      '01-norms/quiz.yaml',
      ({ modules: [first] }) => {
        const question = first.quiz[0];
        if (question?.type === 'single' && question.options[1]) question.options[1].id = 'a';
      },
    ],
    [
      'a pair and an extra',
      '01-norms/quiz.yaml',
      ({ modules: [first] }) => {
        for (const question of first.quiz)
          if (question.type === 'matching' && question.extras?.[0]) question.extras[0].id = 'a';
      },
    ],
    [
      'two parts of a case',
      '01-norms/quiz.yaml',
      ({ modules: [first] }) => {
        for (const question of first.quiz)
          if (question.type === 'case' && question.parts[1]) question.parts[1].id = 'p1';
      },
    ],
    [
      'two checks of a protocol',
      '02-courts/agreement.yaml',
      ({ modules: [, second] }) => {
        if (second.agreement?.checks[1]) second.agreement.checks[1].id = 'c1';
      },
    ],
    [
      'two sources',
      'sources.yaml',
      ({ sources }) => {
        if (sources[0]) sources.push({ ...sources[0], short: 'Another' });
      },
    ],
    [
      'two terms',
      'glossary.yaml',
      ({ terms }) => {
        if (terms[0]) terms.push({ ...terms[0], term: 'another' });
      },
    ],
    [
      'two sequences',
      'series.yaml',
      ({ card }) => {
        card.sequences = [...card.sequences, ...card.sequences];
      },
    ],
  ])('%s with one id', (_what, file, change) => {
    expect(rulesAfter(change)).toEqual([`${file} unique-ids`]);
  });

  test('two modules with one id', () => {
    expect(rulesAfter(({ modules: [, second] }) => (second.card.id = 'norms'))).toContain(
      '02-courts/module.yaml unique-ids',
    );
  });

  test('two terms that read alike, and two sources with one short form', () => {
    expect(rulesAfter(({ terms }) => terms[1] && (terms[1].term = 'Norms Term 0'))).toEqual([
      'glossary.yaml same-term',
    ]);
    expect(rulesAfter(({ sources }) => sources[1] && (sources[1].short = 'crc'))).toEqual(['sources.yaml same-short']);
  });
});

describe('ids.lock', () => {
  const lock = writeLock(ids(thinSeries()));

  function lockProblems(draft: SeriesDraft, text: string | undefined): readonly string[] {
    const files = filesOf(draft);
    if (text !== undefined) files.set('ids.lock', text);
    return places(checkSeries({ files, problems: [] }).problems.filter(({ rule }) => rule === 'ids-lock'));
  }

  test('holds the ids of every section, block, question, option and objective', () => {
    expect(ids(thinSeries())).toEqual(
      expect.arrayContaining([
        'agreement protocol',
        'block norms/section-one#first',
        'block norms/section-one#opening',
        'check protocol/c1',
        'module norms',
        'objective norms/explain-norms',
        'option norms/q01/a',
        'option norms/q21/p1/b',
        'question norms/q01',
        'question norms/q21/p1',
        'section norms/section-one',
        'sequence both',
      ]),
    );
  });

  test('a renamed block is reported as gone, at its line of the lock, and as new', () => {
    const draft = thinSeries();
    const section = draft.modules[0].sections[0];
    if (section) section.body = section.body.replace('{#first}', '{#prime}');
    const line = lineIn(new Map([['ids.lock', lock]]), 'ids.lock', 'block norms/section-one#first');
    expect(lockProblems(draft, lock)).toEqual(['ids.lock:1 ids-lock', `ids.lock:${line} ids-lock`]);
  });

  test('a removed question is reported with its options', () => {
    const draft = thinSeries();
    draft.modules[0].quiz.pop();
    expect(lockProblems(draft, lock)).toHaveLength(5);
  });

  test('new ids are one problem that says what to run', () => {
    const draft = thinSeries();
    draft.modules[0].quiz.push({
      id: 'q99',
      type: 'reflection',
      objective: 'explain-norms',
      section: 'section-one',
      bloom: 'apply',
      stem: 'What now?',
      rationale: 'Think.',
      source: '@crc art. 3',
    });
    const files = filesOf(draft).set('ids.lock', lock);
    const problems = problemsOfFiles(files);
    expect(places(problems)).toEqual(['ids.lock:1 ids-lock']);
    expect(problems[0]?.message).toBe(
      '1 id(s) are new (question norms/q99). When they are as they shall stay, run npm run check:content -- --accept-new-ids.',
    );
  });

  test('reworded and reordered text changes no id', () => {
    const draft = thinSeries();
    const [first] = draft.modules;
    first.quiz.reverse();
    first.sections.reverse().forEach((section, index) => {
      section.name = `0${index + 1}-${section.name.slice(3)}`;
      section.head.title = `Other title ${index}`;
    });
    expect(lockProblems(draft, lock)).toEqual([]);
  });

  test('a missing lock makes every id new', () => {
    expect(lockProblems(thinSeries(), undefined)).toEqual(['ids.lock:1 ids-lock']);
  });

  test('accepting adds the new ids and keeps the lost ones', () => {
    expect(
      extendLock(writeLock(['section a/b']), ['section a/c'])
        .split('\n')
        .slice(1),
    ).toEqual(['section a/b', 'section a/c', '']);
  });
});
