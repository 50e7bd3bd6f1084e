import { expect, test } from 'vitest';
import { newTranslation } from '../../../../src/authoring/translating/new-translation';

const FILES = new Map([
  [
    '01-norms/module.yaml',
    'id: norms\nnumber: 1\ntitle: Norms\nobjectives:\n  - id: one\n    text: Explain: it.\n'.replace(
      'Explain: it.',
      '"Explain: it."',
    ),
  ],
  ['01-norms/module.km.yaml', 'title: ក\n'],
  [
    '01-norms/quiz.yaml',
    'draw: 12\nquestions:\n  - id: q01\n    type: true-false\n    stem: >-\n      Is it\n      so?\n    topics: [One]\n',
  ],
  ['01-norms/figures/loop.yaml', 'kind: cycle\ntitle: Loop\nitems:\n  - title: A\n'],
  ['01-norms/figures/loop.km.yaml', 'title: ក\nitems:\n  - title: ខ\n'],
  [
    '01-norms/sections/01-first.en.md',
    '---\nid: first\ntitle: First\nobjectives: [one]\n---\n\nA text [@crc art. 40].\n',
  ],
  ['02-law/module.yaml', 'id: law\ntitle: Law\n'],
]);

test('has what is missing of a module: the places for its texts with the English beside them', () => {
  expect([...newTranslation(FILES, '01-norms')]).toEqual([
    ['01-norms/quiz.km.yaml', 'questions:\n  q01:\n    stem: "" # Is it so?\n    topics:\n      - "" # One\n'],
    ['01-norms/sections/01-first.km.md', '---\ntitle: First\n---\n\nA text [@crc art. 40].\n'],
  ]);
});

test.each([
  ['no such module', FILES, '03-none', /no module/u],
  [
    'a module that has all files',
    new Map([...FILES, ['02-law/module.km.yaml', 'title: ខ\n']]),
    '02-law',
    /written over/u,
  ],
])('%s is refused', (_, files, folder, why) => {
  expect(() => newTranslation(files, folder)).toThrow(why);
});
