import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  besideRevision,
  lostText,
  mergeRevisions,
  mergingRevision,
} from '../../../../src/domain/notes/concurrent-revisions';
import type { Fork } from '../../../../src/domain/notes/lineage';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { identifier, note } from '../../../support/builders/statement-builders';

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

  it('keep the newer place where both were moved, and the older one with its anchor where only that was', () => {
    const anchor = { prefix: 'before ', suffix: ' after', start: 3 };
    const elsewhere = of({ blockId: 'a/first#other', quote: 'other words', anchor });
    expect(mergeRevisions(base, elsewhere, of({ blockId: 'a/first#third' })).next).toBeNull();
    expect(mergeRevisions(base, elsewhere, of({ colour: 'green', anchor: { ...anchor, start: 9 } })).next).toEqual({
      ...elsewhere,
      colour: 'green',
    });
    for (const moved of [of({ blockId: 'a/first#other' }), of({ quote: 'other words' })])
      expect(mergeRevisions(base, moved, of({ text: 'There.' })).next).toEqual({ ...moved, text: 'There.' });
  });

  it('let words stay deleted that the older one wrote and deleted', () => {
    expect(mergeRevisions(base, of({ text: 'Here.', deleted: true }), of({ colour: 'green' }))).toEqual({
      next: null,
      beside: null,
    });
  });

  it('come to both texts where the newer one only quotes the older, or was deleted, and to one but for spaces at the end', () => {
    const lost = (newer: Partial<NoteRevision>, older = 'Here.') => lostText('', of({ text: older }), of(newer));
    expect(lost({ text: 'She said: Here.' })).toBe('Here.');
    expect(lost({ text: 'Here. And on.', deleted: true })).toBe('Here.');
    expect(lost({ text: 'Here.\nAnd on.' }, 'Here. \n')).toBeNull();
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

it('the state that ends a fork holds what was merged, goes on from both sides, and is the same whoever makes it', () => {
  const [older, newer] = [of({ id: identifier(31), colour: 'green' }), of({ id: identifier(32), text: 'There.' })];
  const { next } = mergeRevisions(base, older, newer);
  const ending = mergingRevision({ older, newer } as Fork<NoteRevision>, next ?? newer);
  expect(ending).toMatchObject({ text: 'There.', colour: 'green', basedOn: { ids: [older.id, newer.id] } });
  expect(mergingRevision({ older, newer } as Fork<NoteRevision>, next ?? newer)).toEqual(ending);
});

describe('a text that is set beside its note', () => {
  const anchor = { prefix: 'before ', suffix: ' after', start: 3 };
  const lost = of({ text: 'Here.', quote: 'a child', anchor, tags: ['court'], editedAt: '2026-11-22T01:00:00.000Z' });

  it('is a note at the same words, dated as the text, without the colour and tags that the note itself has', () => {
    const beside = besideRevision(lost);
    const { id, noteId, moduleId, sectionId, blockId, quote, text } = lost;
    expect(beside).toEqual({
      ...{ noteId: id, moduleId, sectionId, blockId, quote, anchor, text },
      id: beside.id,
      createdAt: lost.editedAt,
      editedAt: lost.editedAt,
      basedOn: { revision: beside.id, ids: [] },
      deleted: false,
    });
    expect(beside.id).not.toBe(noteId);
    expect(besideRevision({ ...lost, era: 2 })).toEqual({ ...beside, era: 2 });
    expect(besideRevision(of({ text: 'Here.' }))).not.toHaveProperty('anchor');
  });

  it('is the same note whoever sets it beside, and another one for another state', () => {
    expect(besideRevision({ ...lost, colour: 'green' })).toEqual(besideRevision(lost));
    const other = note({ id: identifier(77), text: 'Here.' });
    expect(besideRevision(other).id).not.toBe(besideRevision(lost).id);
  });
});
