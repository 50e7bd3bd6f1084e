import { describe, expect, it } from 'vitest';
import { MAXIMUM_PRINTED_NOTES, MAXIMUM_PRINTED_WEIGHT } from '../../../../src/contract/printed-notes';
import { FOCAL_POINT_NOTE_ID } from '../../../../src/domain/notes/focal-point';
import { printedNotes } from '../../../../src/renderer/src/stores/transfer/printed-notes';
import { note } from '../../../support/builders/statement-builders';

const SECTIONS = ['a/one', 'a/two'].map((id) => ({
  id,
  title: id.toUpperCase(),
  words: 500,
  minutes: 3,
  blockIds: [`${id}#opening`, `${id}#end`],
}));

const at = (sectionId: string, blockId: string | null, text: string, createdAt: string) =>
  note({ id: text, noteId: text, sectionId, blockId, text, quote: '', createdAt });

describe('the notes that follow a job aid', () => {
  it('are in the order of the text, then as they were written, whatever the order of their storage', () => {
    const notes = [
      at('a/two', null, 'whole', '2026-01-05T00:00:00.000Z'),
      at('a/gone', null, 'gone', '2026-01-01T00:00:00.000Z'),
      at('a/one', 'a/one#end', 'end, later', '2026-01-04T00:00:00.000Z'),
      at('a/one', 'a/one#end', 'end', '2026-01-03T00:00:00.000Z'),
      at('a/one', 'a/one#opening', 'opening', '2026-01-06T00:00:00.000Z'),
    ];
    for (const order of [notes, notes.toReversed()]) {
      const { sections, leftOut } = printedNotes(SECTIONS, order, 'Gone');
      expect(sections.map(({ title, notes: of }) => [title, of.map(({ text }) => text)])).toEqual([
        ['A/ONE', ['opening', 'end', 'end, later']],
        ['A/TWO', ['whole']],
        ['Gone', ['gone']],
      ]);
      expect(leftOut).toBe(0);
    }
  });

  it('are without the focal point and what was deleted, and tell how many may show who a child is', () => {
    const day = '2026-01-01T00:00:00.000Z';
    const { sections, identifying } = printedNotes(
      SECTIONS,
      [
        { ...at('a/one', null, 'Sok Dara\n012 345 678', day), noteId: FOCAL_POINT_NOTE_ID },
        { ...at('a/one', null, 'deleted', day), deleted: true },
        at('a/one', null, 'The boy Dara, born 14.02.2011, tel 012 345 678', day),
        at('a/one', null, 'Ask for the evidence first', day),
      ],
      'Gone',
    );
    expect(sections.flatMap(({ notes }) => notes)).toHaveLength(2);
    expect(identifying).toBe(1);
  });

  it('stop where the document has no room, and what is left out is counted', () => {
    const day = '2026-01-01T00:00:00.000Z';
    const many = Array.from({ length: MAXIMUM_PRINTED_NOTES + 3 }, (_, index) => at('a/one', null, `n${index}`, day));
    expect(printedNotes(SECTIONS, many, 'Gone').leftOut).toBe(3);
    const long = Array.from({ length: 6 }, (_, index) => at('a/one', null, String(index).repeat(60_000), day));
    const { sections, leftOut } = printedNotes(SECTIONS, long, 'Gone');
    expect(sections.flatMap(({ notes }) => notes)).toHaveLength(MAXIMUM_PRINTED_WEIGHT / 60_000);
    expect(leftOut).toBe(1);
  });

  it('have as much room as setting them takes work: less for clusters of several glyphs, and tags count too', () => {
    const day = '2026-01-01T00:00:00.000Z';
    const left = (text: string, tags: readonly string[] = []): number => {
      const notes = Array.from({ length: 6 }, () => ({ ...at('a/one', null, text, day), tags }));
      return printedNotes(SECTIONS, notes, 'Gone').leftOut;
    };
    expect(left('ខ្ញុំ'.repeat(3_000))).toBe(1);
    expect(left('\u0636\u0651'.repeat(4_000))).toBe(4);
    expect(left('short', ['x'.repeat(60_000)])).toBe(2);
  });

  it('have less room in lines of one letter, each of which is a paragraph, and all of it in lines of some length', () => {
    const day = '2026-01-01T00:00:00.000Z';
    const left = (text: string): number =>
      printedNotes(SECTIONS, Array<ReturnType<typeof at>>(6).fill(at('a/one', null, text, day)), 'Gone').leftOut;
    expect(left('a\n'.repeat(8_000))).toBe(2);
    expect(left('a\n\n'.repeat(7_400))).toBe(2);
    expect(left(`${'x'.repeat(300)}\n\n`.repeat(190))).toBe(1);
  });
});
