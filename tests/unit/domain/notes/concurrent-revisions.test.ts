import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lostText, mergeRevisions } from '../../../../src/domain/notes/concurrent-revisions';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { note } from '../../../support/builders/statement-builders';

const base = note({ text: 'Begun.', colour: 'yellow' });
const of = (changed: Partial<NoteRevision>): NoteRevision => ({ ...base, ...changed });

describe('two states of a note that did not know of each other', () => {
  it('come to both texts, the newer one in the note', () => {
    expect(mergeRevisions(base, of({ text: 'Here.' }), of({ text: 'There.' }))).toEqual({
      next: null,
      beside: 'Here.',
    });
  });

  it('come to one text where only one side wrote, or one goes on from the other', () => {
    const marked = of({ colour: 'green' });
    expect(mergeRevisions(base, of({ text: 'Here.' }), marked)).toEqual({
      next: of({ text: 'Here.', colour: 'green' }),
      beside: null,
    });
    expect(mergeRevisions(base, marked, of({ text: 'Here.' }))).toEqual({
      next: of({ text: 'Here.', colour: 'green' }),
      beside: null,
    });
    expect(mergeRevisions(base, of({ text: 'Here.' }), of({ text: 'Here. And on.' }))).toEqual({
      next: null,
      beside: null,
    });
  });

  it('have the tags that either added, and none that either removed', () => {
    const tagged = (tags: readonly string[]): NoteRevision => of({ tags });
    const merged = mergeRevisions(tagged(['a', 'b']), tagged(['a', 'b', 'c']), tagged(['b']));
    expect(merged).toEqual({ next: tagged(['b', 'c']), beside: null });
    expect(mergeRevisions(tagged(['a']), base, tagged(['a'])).next).toEqual(base);
  });

  it('keep the place to which only the older one was moved, and an unmarked quote unmarked', () => {
    const moved = of({ blockId: 'a/first#other', quote: 'other words' });
    expect(mergeRevisions(base, moved, of({ text: 'There.' })).next).toEqual({ ...moved, text: 'There.' });
    const { colour: _, ...unmarked } = base;
    expect(mergeRevisions(base, unmarked, of({ text: 'There.' })).next).toEqual({ ...unmarked, text: 'There.' });
  });

  it('bring back words that the newer one deleted unseen, and let a deletion of what it knew stand', () => {
    expect(mergeRevisions(base, of({ text: 'Here.' }), of({ deleted: true })).next).toEqual(of({ text: 'Here.' }));
    expect(mergeRevisions(base, of({ colour: 'green' }), of({ deleted: true })).next?.deleted).toBe(true);
  });

  it('lose no word, whatever each changed, and are merged once', () => {
    const state = fc.record({
      text: fc.constantFrom('', 'Begun.', 'Begun. On.', 'Here.', 'There.'),
      deleted: fc.boolean(),
      colour: fc.constantFrom('yellow' as const, 'green' as const),
    });
    fc.assert(
      fc.property(state, state, fc.boolean(), (first, second, hasBase) => {
        const [older, newer, common] = [of(first), of(second), hasBase ? base : null];
        const { next, beside } = mergeRevisions(common, older, newer);
        const shown = next ?? newer;
        if (lostText(common?.text ?? '', older, shown) !== null) expect(beside).toBe(older.text);
        expect(mergeRevisions(common, older, shown).next).toBeNull();
      }),
    );
  });
});
