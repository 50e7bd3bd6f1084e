import { describe, expect, test } from 'vitest';
import { checkSeries } from '../../../../src/authoring/checking/check-series';
import { fullCases, lineIn, places, THIN_STANDARDS, thinCases } from '../support/problems';
import { filesOf, validSeries, type ModuleDraft } from '../support/valid-series';
import { filler, sectionBody } from '../support/valid-section';

const { editedFiles, problemsAfter, problemsAfterEdit, problemsOfFiles } = fullCases;

const CARD = '01-norms/module.yaml';

function afterChange(change: (module: ModuleDraft) => void): readonly string[] {
  return places(
    problemsAfter(({ modules: [first] }) => {
      change(first);
    }),
  );
}

function withWords(module: ModuleDraft, words: number, index: number): void {
  const section = module.sections[index];
  if (!section) throw new Error('no such section');
  const termIds = [...section.body.matchAll(/term:([a-z0-9-]+)/gu)].map((match) => match[1] ?? '');
  const figureId = /::: figure (\S+)/u.exec(section.body)?.[1];
  section.body = sectionBody({ words, termIds, ...(figureId === undefined ? {} : { figureId }) });
}

describe('the page that a module ends in', () => {
  const FILE = '01-norms/job-aid.yaml';

  test('is asked of every module, and of none of a thin course', () => {
    const draft = validSeries();
    delete draft.modules[0].jobAid;
    const files = filesOf(draft);
    expect(places(problemsOfFiles(files))).toEqual([`${CARD}:1 job-aid`]);
    const { problems } = checkSeries({ files, problems: [] }, {}, THIN_STANDARDS);
    expect(problems.filter(({ rule }) => rule === 'job-aid')).toEqual([]);
  });

  test('rests on a section of its module and on what the module cites, and is as long as a page', () => {
    const problemsWith = (change: (page: NonNullable<ModuleDraft['jobAid']>) => void): readonly string[] =>
      places(
        thinCases.problemsAfter(({ modules: [{ jobAid }] }) => {
          if (jobAid) change(jobAid);
        }),
      ).map((place) => place.replace(/:\d+ /u, ' '));
    const part = (page: NonNullable<ModuleDraft['jobAid']>) => {
      const [first] = page.parts;
      if (!first) throw new Error('no such part');
      return first;
    };
    expect(problemsWith((page) => (part(page).section = 'elsewhere'))).toEqual([`${FILE} job-aid`]);
    expect(problemsWith((page) => (part(page).source = '@nowhere art. 1'))).toEqual([`${FILE} job-aid`]);
    expect(problemsWith((page) => (part(page).source = 'CRC, art. 40'))).toEqual([`${FILE} job-aid`]);
    expect(problemsWith((page) => (part(page).items = ['word '.repeat(500)]))).toEqual([`${FILE} job-aid`]);
    expect(problemsWith((page) => (part(page).items = ['See [the text](term:a).']))).toContain(`${FILE} plain-text`);
  });
});

describe('length of a section', () => {
  test('399 and 701 words are refused at the first line of text, 400 and 700 are not', () => {
    const place = '01-norms/sections/04-four.en.md:7 section-words';
    expect(
      afterChange((module) => {
        withWords(module, 450, 0);
        withWords(module, 399, 3);
      }),
    ).toEqual([place]);
    expect(
      afterChange((module) => {
        withWords(module, 450, 0);
        withWords(module, 400, 3);
      }),
    ).toEqual([]);
    expect(
      afterChange((module) => {
        withWords(module, 450, 0);
        withWords(module, 700, 3);
      }),
    ).toEqual([]);
    expect(
      afterChange((module) => {
        withWords(module, 450, 0);
        withWords(module, 701, 3);
      }),
    ).toEqual([place]);
  });

  test('a table doesn’t make a section too long', () => {
    const table = `| ${'word '.repeat(400)} | x |\n| --- | --- |\n| a | b |`;
    expect(
      afterChange((module) => {
        if (module.sections[3]) module.sections[3].body += `\n\n${table}`;
      }),
    ).toEqual([]);
  });

  test('a module of six long sections is too long as a whole', () => {
    expect(
      afterChange((module) => {
        module.sections.forEach((_section, index) => {
          withWords(module, 640, index);
        });
      }),
    ).toEqual([`${CARD}:1 module-words`]);
  });

  test('a module of five short sections is too short as a whole', () => {
    expect(
      afterChange((module) => {
        const last = module.sections.pop();
        if (module.sections[4])
          module.sections[4].body += `\n${[...(last?.body ?? '').matchAll(/\[word\]\(term:\S+\)/gu)].join(' ')}`;
        module.quiz.forEach((question) => {
          if (question.section === 'section-six') question.section = 'section-one';
        });
        module.sections.slice(0, 4).forEach((_section, index) => {
          withWords(module, 420, index);
        });
      }),
    ).toEqual([`${CARD}:1 module-words`]);
  });
});

test('a section that cites nothing is reported', () => {
  expect(places(problemsAfterEdit('01-norms/sections/04-four.en.md', ' [@crc art. 4]', ''))).toEqual([
    '01-norms/sections/04-four.en.md:7 section-sources',
  ]);
});

test('a module with four sections is reported', () => {
  const rules = afterChange((module) => {
    module.sections.splice(4);
    module.quiz.forEach((question) => {
      question.section = 'section-one';
    });
  });
  expect(rules).toContain(`${CARD}:1 section-count`);
});

describe('the card', () => {
  test('a summary of 59 words or of 101 words is reported at the summary', () => {
    const line = lineIn(filesOf(validSeries()), CARD, 'summary:');
    expect(
      afterChange((module) => {
        module.card.summary = filler(59);
      }),
    ).toEqual([`${CARD}:${line} summary-words`]);
    expect(
      afterChange((module) => {
        module.card.summary = filler(101);
      }),
    ).toEqual([`${CARD}:${line} summary-words`]);
    expect(
      afterChange((module) => {
        module.card.summary = filler(60);
      }),
    ).toEqual([]);
  });

  test('four objectives are too few', () => {
    const rules = afterChange((module) => {
      module.card.objectives.pop();
      const others = (objective: string): string => (objective === 'assess-risks' ? 'explain-norms' : objective);
      module.sections.forEach((section) => {
        section.head.objectives = section.head.objectives.map(others);
      });
      module.quiz.forEach((question) => {
        question.objective = others(question.objective);
      });
    });
    expect(rules).toEqual([`${CARD}:${lineIn(filesOf(validSeries()), CARD, 'objectives:')} objective-count`]);
  });

  test('an objective that begins with no observable verb is reported at its line', () => {
    const files = editedFiles(CARD, 'text: Apply the matter', 'text: Understand the matter');
    expect(places(problemsOfFiles(files))).toEqual([`${CARD}:${lineIn(files, CARD, 'apply-rules')} objective-verb`]);
  });

  test('the number is the module’s place in series.yaml', () => {
    const files = editedFiles(CARD, 'number: 1', 'number: 3');
    expect(places(problemsOfFiles(files))).toEqual([`${CARD}:${lineIn(files, CARD, 'number: 3')} module-number`]);
  });

  test('the id is the folder’s name without its number', () => {
    const problems = problemsAfterEdit(CARD, 'id: norms', 'id: rules');
    expect(places(problems)).toContain(`${CARD}:1 module-folder`);
  });
});

test('a module with one figure is reported', () => {
  expect(
    afterChange((module) => {
      delete module.figures['shares'];
      if (module.sections[1])
        module.sections[1].body = module.sections[1].body.replace('::: figure shares\n:::\n\n', '');
    }),
  ).toEqual([`${CARD}:1 figure-count`]);
});

describe('the glossary', () => {
  test('fewer than a hundred terms in all are reported', () => {
    const draft = validSeries();
    draft.terms = draft.terms.filter((term) => !/-(1|2|3|4|5)\d$/u.test(term.id));
    const kept = new Set(draft.terms.map((term) => term.id));
    for (const module of draft.modules) {
      for (const section of module.sections)
        section.body = section.body.replace(/\[word\]\(term:([a-z0-9-]+)\)/gu, (link, id: string) =>
          kept.has(id) ? link : 'word',
        );
    }
    const found = places(problemsOfFiles(filesOf(draft)));
    expect(found).toEqual([
      '01-norms/module.yaml:1 module-terms',
      '02-courts/module.yaml:1 module-terms',
      'glossary.yaml:1 term-count',
    ]);
  });
});

test('the profile for a thin course accepts two sections and eight questions a module', () => {
  const draft = validSeries();
  draft.terms = [];
  for (const module of draft.modules) {
    module.sections = module.sections.slice(0, 2);
    module.sections.forEach((section, index) => {
      section.body = sectionBody({ words: 510, figureId: index === 0 ? 'stages' : 'shares' });
      section.head.objectives = ['explain-norms'];
    });
    module.card.objectives = module.card.objectives.slice(0, 1);
    module.card.draw = 4;
    module.quiz = [0, 1, 2, 3, 10, 11, 15, 24]
      .flatMap((index) => module.quiz[index] ?? [])
      .concat(module.quiz.filter(({ type }) => type === 'ordering'));
    module.quiz.forEach((question) => Object.assign(question, { objective: 'explain-norms', section: 'section-one' }));
  }
  draft.sources = draft.sources.slice(0, 1);
  const files = filesOf(draft);
  const { problems } = checkSeries({ files, problems: [] }, {}, THIN_STANDARDS);
  expect(places(problems)).toEqual(['ids.lock:1 ids-lock']);
});
