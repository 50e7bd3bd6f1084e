import { describe, expect, test } from 'vitest';
import { lineIn, places, thinCases } from '../support/problems';
import { filesOf, thinSeries, type ModuleDraft } from '../support/valid-series';

const { editedFiles, problemsAfterEdit, problemsOfFiles } = thinCases;

const CARD = '01-norms/module.yaml';
const QUIZ = '01-norms/quiz.yaml';

type Protocol = NonNullable<ModuleDraft['agreement']>;

/**
 * Problems of one kind; a card or question that can't be read makes others follow, which are not this test's matter.
 */
function schemaProblems(
  file: string,
  from: string,
  to: string,
  rule = 'schema',
): { readonly lines: readonly number[]; readonly messages: readonly string[] } {
  const found = problemsAfterEdit(file, from, to).filter((problem) => problem.rule === rule && problem.file === file);
  return { lines: found.map((problem) => problem.line), messages: found.map((problem) => problem.message) };
}

describe('what is wrong with a field is said in plain words, with its line', () => {
  test('a missing field is named, at the group that lacks it', () => {
    const { lines, messages } = schemaProblems(CARD, 'shortTitle: norms\n', '');
    expect(lines).toEqual([1]);
    expect(messages).toEqual(['“shortTitle” is missing.']);
  });

  test('a misspelt field is named at its own line', () => {
    const { lines, messages } = schemaProblems(CARD, 'passMark: 0.8', 'passmark: 0.8');
    expect(messages).toContain('“passmark” is not a known field here. Check its spelling.');
    expect(messages).toContain('“passMark” is missing.');
    expect(lines).toContain(lineIn(editedFiles(CARD, 'passMark: 0.8', 'passmark: 0.8'), CARD, 'passmark'));
  });

  test('a field made by an unquoted comma is explained as such', () => {
    const { messages } = schemaProblems(
      CARD,
      '  - name: A presenter\n    organisation: An organisation',
      '  - { name: A presenter, organisation: First, second and third }',
    );
    expect(messages).toEqual([
      '“presenters › 0 › second and third” is not a known field here. A text with a comma or a colon needs quotation marks.',
    ]);
  });

  test('a number where text is expected asks for quotation marks', () => {
    const { messages } = schemaProblems(CARD, 'title: Module 1', 'title: 1');
    expect(messages).toEqual(['“title” must be text (put it in quotation marks), not 1.']);
  });

  test('an empty field is told from a missing one', () => {
    expect(schemaProblems(CARD, 'title: Module 1', 'title:').messages).toEqual(['“title” is empty.']);
    expect(schemaProblems(CARD, 'title: Module 1', 'title: " "').messages).toEqual(['“title”: It is empty.']);
  });

  test('a pass mark outside 0.1 to 1 is refused', () => {
    expect(schemaProblems(CARD, 'passMark: 0.8', 'passMark: 80').messages).toEqual([
      '“passMark”: The pass mark lies between 0.1 and 1.',
    ]);
  });

  test('a word outside a list of choices shows the choices', () => {
    expect(schemaProblems(CARD, 'spokenLanguage: en', 'spokenLanguage: English').messages).toEqual([
      '“spokenLanguage” must be one of en, km, not "English".',
    ]);
  });

  test('an id with capitals or spaces is refused', () => {
    expect(schemaProblems(CARD, 'id: explain-norms', 'id: Explain Norms').messages).toEqual([
      '“objectives › 0 › id”: An id has lower case letters, digits and single hyphens only.',
    ]);
  });

  test('a decimal that stands for text asks for quotation marks, as YAML would drop its zeros', () => {
    expect(schemaProblems('sources.yaml', 'year: 1989', 'year: 1.10').messages).toEqual([
      '“year” must be text (put it in quotation marks), not 1.1.',
    ]);
  });

  test('an unknown question type shows those there are, at the question’s line', () => {
    const { lines, messages } = schemaProblems(QUIZ, 'type: reflection', 'type: essay');
    expect(messages).toEqual([
      '“type” must be one of single, multiple, true-false, ordering, matching, case, reflection, not "essay".',
    ]);
    expect(lines).toEqual([lineIn(editedFiles(QUIZ, 'type: reflection', 'type: essay'), QUIZ, 'type: essay')]);
  });

  test('a single-choice question with two options is refused', () => {
    const draft = thinSeries();
    const first = draft.modules[0].quiz[0];
    if (first?.type === 'single') first.options = first.options.slice(0, 2);
    const found = problemsOfFiles(filesOf(draft)).filter((problem) => problem.rule === 'schema');
    expect(found.map((problem) => problem.message)).toEqual(['“options”: It has 3 to 5 options.']);
  });

  test.each<[string, (protocol: Protocol) => unknown, string]>([
    ['two checks', ({ checks }) => checks.pop(), 'checks”: A protocol has exactly three scenario checks.'],
    ['four', ({ checks }) => checks.push(...checks.slice(2)), 'checks”: A protocol has exactly three scenario checks.'],
    [
      'a check of one option',
      ({ checks }) => checks[0]?.options.pop(),
      'checks › 0 › options”: A check has at least two options.',
    ],
    ['no clauses', ({ clauses }) => clauses.pop(), 'clauses”: A protocol has clauses.'],
    ['no reporting', ({ reporting }) => reporting.pop(), 'reporting”: A protocol says how to report a concern.'],
  ])('a protocol with %s is refused', (_, change, message) => {
    const draft = thinSeries();
    if (draft.modules[1].agreement) change(draft.modules[1].agreement);
    const found = problemsOfFiles(filesOf(draft)).filter((problem) => problem.rule === 'schema');
    expect(found.map((problem) => [problem.file, problem.message])).toEqual([
      ['02-courts/agreement.yaml', `“${message}`],
    ]);
  });

  test('a figure of an unknown kind is refused', () => {
    expect(schemaProblems('01-norms/figures/stages.yaml', 'kind: pathway', 'kind: pie').messages).toEqual([
      '“kind” must be one of timeline, bars, cycle, ladder, pathway, tree, decision, not "pie".',
    ]);
  });

  test('a figure with more items than its drawing holds is refused', () => {
    const draft = thinSeries();
    const figure = draft.modules[0].figures['stages'];
    if (figure?.kind === 'pathway')
      figure.items = Array.from({ length: 8 }, (_item, index) => ({ title: `Stage ${index}` }));
    const found = problemsOfFiles(filesOf(draft)).filter((problem) => problem.rule === 'schema');
    expect(found.map((problem) => problem.message)).toEqual(['“items”: This kind of figure has 3 to 7 items.']);
  });
});

describe('files that can’t be read at all', () => {
  test('text that is not YAML is reported at its line, and the other files are still checked', () => {
    const files = editedFiles('01-norms/quiz.yaml', 'questions:', 'questions: [');
    files.set(
      '02-courts/module.yaml',
      (files.get('02-courts/module.yaml') ?? '').replace('passMark: 0.8', 'passMark: 9'),
    );
    const problems = problemsOfFiles(files);
    expect(problems.some(({ file, rule }) => file === '01-norms/quiz.yaml' && rule === 'yaml')).toBe(true);
    expect(problems.some(({ file, rule }) => file === '02-courts/module.yaml' && rule === 'schema')).toBe(true);
  });

  test('the same field twice is reported at the second', () => {
    const files = editedFiles(CARD, 'draw: 4', 'draw: 4\ndraw: 12');
    const problems = problemsOfFiles(files).filter((problem) => problem.rule === 'yaml');
    expect(places(problems)).toEqual([`${CARD}:${lineIn(files, CARD, 'draw: 12')} yaml`]);
    expect(problems[0]?.message).toBe("This can't be read as YAML: the same name is used twice.");
  });

  test('a tab as indent is named as such', () => {
    const { messages } = schemaProblems(CARD, 'topics:\n  - a topic', 'topics:\n\t- a topic', 'yaml');
    expect(messages[0]).toBe("This can't be read as YAML: a tab is used as indent. Use spaces.");
  });

  test('a quiz that isn’t a list of questions says how it should begin', () => {
    const files = filesOf(thinSeries()).set(QUIZ, '- id: q01\n');
    expect(problemsOfFiles(files).find((problem) => problem.rule === 'schema')?.message).toBe(
      'The file holds one field, “questions:”, with the list of questions below it.',
    );
  });

  test('a glossary that isn’t a list is reported', () => {
    const files = filesOf(thinSeries()).set('glossary.yaml', 'norm: a rule\n');
    expect(problemsOfFiles(files).find((problem) => problem.rule === 'schema')?.message).toBe(
      'Here a list is expected (each entry after a hyphen).',
    );
  });

  test('one bad question hides none of the others', () => {
    const files = editedFiles(QUIZ, 'type: reflection', 'type: essay');
    files.set(QUIZ, (files.get(QUIZ) ?? '').replace('type: ordering', 'type: sorting'));
    expect(problemsOfFiles(files).filter((problem) => problem.rule === 'schema')).toHaveLength(2);
  });

  test('a series without series.yaml is one problem', () => {
    const files = filesOf(thinSeries());
    files.delete('series.yaml');
    expect(places(problemsOfFiles(files))).toEqual(['series.yaml:1 layout']);
  });

  test('a series.yaml that breaks its schema is reported', () => {
    expect(schemaProblems('series.yaml', 'order: advised', 'order: free').messages).toEqual([
      '“sequences › 0 › order” must be one of advised, enforced, not "free".',
    ]);
  });
});

describe('what no author types', () => {
  const BOMB = `a: &a [x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: [*c,*c,*c,*c,*c,*c,*c,*c,*c]
`;

  test('a file that grows by its aliases is named like any other that can’t be read', () => {
    const found = problemsOfFiles(filesOf(thinSeries()).set(QUIZ, BOMB));
    expect(places(found.filter(({ rule }) => rule === 'yaml'))).toEqual([`${QUIZ}:1 yaml`]);
  });

  test.each([
    ['a NUL', '\u0000', 'U+0000'],
    ['an escape character', '\u001b', 'U+001B'],
    ['a right-to-left override', '\u202e', 'U+202E'],
    ['an isolate', '\u2066', 'U+2066'],
    ['a mark of direction', '\u200f', 'U+200F'],
    ['an override written as an escape of YAML', '\\u202e', 'U+202E'],
    ['a NUL written as an escape of YAML', '\\0', 'U+0000'],
  ])('%s in a text is refused with its line', (_, character, name) => {
    const to = `title: "Module${character} 1"`;
    const files = editedFiles(CARD, 'title: Module 1', to);
    const found = problemsOfFiles(files).filter(({ rule }) => rule === 'characters');
    expect(places(found)).toEqual([`${CARD}:${lineIn(files, CARD, to)} characters`]);
    expect(found[0]?.message).toContain(name);
  });

  test('what Khmer and other scripts need inside words stays', () => {
    const found = problemsAfterEdit(CARD, 'title: Module 1', 'title: "Module\u200b\u200c\u200d 1"');
    expect(found).toEqual([]);
  });

  test.each(['&#8238;', '&#x202E;', '&rlm;', '&lrm;', '&#x7;'])(
    '%s in a section is refused with its line',
    (entity) => {
      const file = [...filesOf(thinSeries()).keys()].find((name) => name.endsWith('.en.md')) ?? '';
      const text = filesOf(thinSeries()).get(file) ?? '';
      const found = problemsOfFiles(filesOf(thinSeries()).set(file, `${text}\nA word${entity} more.\n`));
      const line = `${text}\nA`.split('\n').length;
      expect(places(found.filter(({ rule }) => rule === 'characters'))).toEqual([`${file}:${line} characters`]);
    },
  );
});
