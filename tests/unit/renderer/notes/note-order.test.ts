import { describe, expect, it } from 'vitest';
import { noteOrder } from '../../../../src/renderer/src/features/notes/note-order';
import { module, section, series } from '../../../support/builders/series-builders';
import { note } from '../../../support/builders/statement-builders';

const SERIES = series({
  modules: [
    module('b', { sections: [section('b/late', { blockIds: ['b/late#two', 'b/late#one'] }), section('b/later')] }),
    module('a'),
  ],
});

const at = (noteId: string, sectionId: string, blockId: string | null, start?: number) =>
  note({ noteId, sectionId, blockId, ...(start === undefined ? {} : { anchor: { prefix: '', suffix: '', start } }) });

/** In the order in which the notebook is to show them. */
const ORDERED = [
  at('of the whole section', 'b/late', null),
  at('early in the first block', 'b/late', 'b/late#two', 3),
  at('later in it', 'b/late', 'b/late#two', 40),
  at('beside it as a whole', 'b/late', 'b/late#two'),
  at('in the next block', 'b/late', 'b/late#one', 1),
  at('beside a block that is gone', 'b/late', 'b/late#gone', 0),
  at('in the next section', 'b/later', 'b/later#opening', 0),
  at('in the next module', 'a/first', 'a/first#opening', 0),
  at('in a section that is gone', 'x/gone', 'x/gone#opening', 0),
];

describe('the order of the notebook', () => {
  it('is that of the text, whatever the order in which notes were written', () => {
    const names = ORDERED.map(({ noteId }) => noteId);
    for (const given of [ORDERED.toReversed(), [...ORDERED.slice(4), ...ORDERED.slice(0, 4)]])
      expect(given.toSorted(noteOrder(SERIES)).map(({ noteId }) => noteId)).toEqual(names);
  });

  it('leaves notes of one place as they came', () => {
    const same = ['first', 'second', 'third'].map((noteId) => at(noteId, 'x/gone', null));
    expect(same.toSorted(noteOrder(SERIES))).toEqual(same);
  });
});
