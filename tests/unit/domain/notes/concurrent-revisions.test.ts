import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRevisions, mergesOfNote } from '../../../../src/domain/notes/concurrent-revisions';
import { forkOf } from '../../../../src/domain/notes/lineage';
import { compareRevisions, latestRevisions, type NoteRevision } from '../../../../src/domain/notes/note';
import { identifier, note } from '../../../support/builders/statement-builders';

const base = note({ text: 'Begun.', colour: 'yellow' });
const of = (changed: Partial<NoteRevision>): NoteRevision => ({ ...base, ...changed });
const conflict = (older: NoteRevision, newer: NoteRevision, common: NoteRevision | null = base): boolean =>
  mergeRevisions(common, older, newer).isConflict;
const mergedOf = (older: NoteRevision, newer: NoteRevision): NoteRevision => mergeRevisions(base, older, newer).merged;

describe('two states of a note that did not know of each other', () => {
  it('come to both texts, the newer one in the note', () => {
    const there = of({ text: 'There.' });
    expect(mergeRevisions(base, of({ text: 'Here.' }), there)).toEqual({ merged: there, isConflict: true });
  });

  it('come to one text where only one side wrote, or one goes on from the other', () => {
    const marked = of({ colour: 'green' });
    const both = { merged: of({ text: 'Here.', colour: 'green' }), isConflict: false };
    expect(mergeRevisions(base, of({ text: 'Here.' }), marked)).toEqual(both);
    expect(mergeRevisions(base, marked, of({ text: 'Here.' }))).toEqual(both);
    expect(conflict(of({ text: 'Here.' }), of({ text: 'Here. And on.' }))).toBe(false);
  });

  it('have the tags that either added, and none that either removed', () => {
    const tagged = (tags: readonly string[]): NoteRevision => of({ tags });
    const merged = mergeRevisions(tagged(['a', 'b']), tagged(['a', 'b', 'c']), tagged(['b'])).merged;
    expect(merged).toEqual(tagged(['b', 'c']));
    expect(mergeRevisions(tagged(['a']), base, tagged(['a'])).merged).toEqual(base);
  });

  it('keep the place to which only the older one was moved, and an unmarked quote unmarked', () => {
    const moved = of({ blockId: 'a/first#other', quote: 'other words' });
    expect(mergedOf(moved, of({ text: 'There.' }))).toEqual({ ...moved, text: 'There.' });
    const { colour: _, ...unmarked } = base;
    expect(mergedOf(unmarked, of({ text: 'There.' }))).toEqual({ ...unmarked, text: 'There.' });
  });

  it('keep the newer place where both were moved, and the older one with its anchor where only that was', () => {
    const anchor = { prefix: 'before ', suffix: ' after', start: 3 };
    const elsewhere = of({ blockId: 'a/first#other', quote: 'other words', anchor });
    const third = of({ blockId: 'a/first#third' });
    expect(mergedOf(elsewhere, third)).toEqual(third);
    expect(mergedOf(elsewhere, of({ colour: 'green', anchor: { ...anchor, start: 9 } }))).toEqual({
      ...elsewhere,
      colour: 'green',
    });
    for (const moved of [of({ blockId: 'a/first#other' }), of({ quote: 'other words' })])
      expect(mergedOf(moved, of({ text: 'There.' }))).toEqual({ ...moved, text: 'There.' });
  });

  it('let words stay deleted that the older one wrote and deleted', () => {
    const green = of({ colour: 'green' });
    expect(mergeRevisions(base, of({ text: 'Here.', deleted: true }), green)).toEqual({
      merged: green,
      isConflict: false,
    });
  });

  it('come to both texts where the newer one only quotes the older, or was deleted, and to one but for spaces at the end', () => {
    expect(conflict(of({ text: 'Here.' }), of({ text: 'She said: Here.' }))).toBe(true);
    expect(conflict(of({ text: 'Here.' }), of({ text: 'Here. And on.', deleted: true }))).toBe(true);
    expect(conflict(of({ text: 'Here. \n' }), of({ text: 'Here.\nAnd on.' }))).toBe(false);
  });

  it('bring back words that the newer one deleted unseen, and let a deletion of what it knew stand', () => {
    expect(mergedOf(of({ text: 'Here.' }), of({ deleted: true }))).toEqual(of({ text: 'Here.' }));
    expect(mergedOf(of({ colour: 'green' }), of({ deleted: true })).deleted).toBe(true);
  });
});

/** Adds a state of the note that goes on from others, a minute after the last one. */
function next(from: readonly NoteRevision[], number: number, changed: Partial<NoteRevision>): NoteRevision {
  const last = [...from].sort(compareRevisions).at(-1) ?? base;
  const editedAt = new Date(Date.UTC(2026, 10, 21, 1, number)).toISOString();
  return { ...last, ...changed, id: identifier(number), editedAt, basedOn: from.map(({ id }) => id) };
}

describe('what ends the forks of a note', () => {
  const anchor = { prefix: 'before ', suffix: ' after', start: 3 };
  const begun = next([], 11, { text: 'Begun.', quote: 'a child', anchor });
  const here = next([begun], 12, { text: 'Here.', tags: ['court'] });
  const there = next([begun], 13, { text: 'There.', colour: 'green' });

  it('is one state with what either changed, and the earlier text as a conflict copy at the same words', () => {
    const [merging, copy, ...more] = mergesOfNote([begun, here, there]);
    expect(more).toEqual([]);
    expect(merging).toMatchObject({ text: 'There.', colour: 'green', tags: ['court'], basedOn: [here.id, there.id] });
    expect(compareRevisions(there, merging ?? there)).toBeLessThan(0);
    const { moduleId, sectionId, blockId, quote } = begun;
    // Without the colour and the tags that the note itself has.
    expect(copy).toEqual({
      ...{ moduleId, sectionId, blockId, quote, anchor },
      id: copy?.id,
      noteId: here.id,
      text: 'Here.',
      createdAt: here.editedAt,
      editedAt: here.editedAt,
      basedOn: [],
      deleted: false,
    });
  });

  it('is the same whoever finds it, in whatever order, and nothing where there is no fork', () => {
    expect(mergesOfNote([there, begun, here])).toEqual(mergesOfNote([begun, here, there]));
    expect(mergesOfNote([begun, here])).toEqual([]);
  });

  it('copies a text once, though the note was tagged after it', () => {
    const tagged = next([here], 14, { tags: ['court', 'bail'] });
    const late = next([begun], 15, { text: 'Later.' });
    const copies = [
      ...mergesOfNote([begun, here, there]),
      ...mergesOfNote([begun, here, tagged, late]),
      ...mergesOfNote([begun, here, tagged, there, late]),
    ].filter(({ noteId, text }) => noteId !== begun.noteId && text === 'Here.');
    expect(new Set(copies.map(({ id }) => id)).size).toBe(1);
  });

  it('comes to an end where a file has another row under the id of a merging state', () => {
    const [merging] = mergesOfNote([begun, here, there]);
    const forged = { ...begun, id: merging?.id ?? '', text: 'Forged.', basedOn: [] };
    expect(mergesOfNote([begun, here, there, forged]).every(({ id }) => id !== forged.id)).toBe(true);
  });
});

/** What one computer has. */
type Computer = Map<string, NoteRevision>;

/** What a person at a computer, or a file, does next; `from` and `of` say where. */
const deed = fc.record({
  at: fc.nat({ max: 2 }),
  kind: fc.constantFrom('write', 'tag', 'colour', 'delete', 'bring' as const),
  to: fc.nat({ max: 2 }),
});

/** Merges a file of one computer into another. */
function bring(from: Computer, to: Computer): void {
  for (const [id, revision] of from) if (!to.has(id)) to.set(id, revision);
  for (const noteId of new Set([...to.values()].map((each) => each.noteId)))
    for (const each of mergesOfNote([...to.values()].filter((state) => state.noteId === noteId)))
      if (!to.has(each.id)) to.set(each.id, each);
}

/** The notes as a computer shows them. */
function shown(computer: Computer): readonly string[] {
  return [...latestRevisions(computer.values()).values()]
    .map(({ noteId, text, deleted, tags, colour }) => JSON.stringify([noteId, text, deleted, tags ?? [], colour]))
    .sort();
}

describe('computers that exchange files', () => {
  it('come to rest with the same notes, and every text that one of them was given last is shown or was seen when it was replaced', () => {
    fc.assert(
      fc.property(fc.array(deed, { minLength: 4, maxLength: 24 }), (deeds) => {
        const computers: readonly Computer[] = [new Map(), new Map(), new Map()];
        const begun = next([], 1, {});
        for (const computer of computers) computer.set(begun.id, begun);
        const written = new Map<string, string>();
        deeds.forEach(({ at, kind, to }, index) => {
          const [computer, other] = [computers[at], computers[to]];
          if (!computer || !other) return;
          const latest = latestRevisions(computer.values()).get(begun.noteId) ?? begun;
          const number = 10 + index;
          const changed: Partial<NoteRevision> =
            kind === 'write'
              ? { text: `Text ${number}.`, deleted: false }
              : kind === 'tag'
                ? { tags: [...(latest.tags ?? []), `t${number}`] }
                : kind === 'colour'
                  ? { colour: number % 2 === 0 ? 'green' : 'violet' }
                  : { deleted: true };
          if (kind === 'bring') return bring(other, computer);
          const revision = { ...next([latest], number, { ...latest, ...changed }) };
          computer.set(revision.id, revision);
          if (kind === 'write' || kind === 'delete') written.delete(latest.text);
          if (kind === 'write') written.set(`Text ${number}.`, revision.id);
        });
        const [one, two, three] = computers;
        if (!one || !two || !three) return;
        for (let round = 0; round < 10; round += 1) {
          for (const [from, to] of [
            [one, two],
            [two, three],
            [three, one],
            [two, one],
          ] as const)
            bring(from, to);
        }
        const sizes = computers.map(({ size }) => size);
        for (const computer of computers) {
          for (const other of computers) bring(other, computer);
          expect(shown(computer)).toEqual(shown(one));
          expect(forkOf([...computer.values()].filter(({ noteId }) => noteId === begun.noteId))).toBeNull();
        }
        expect(computers.map(({ size }) => size)).toEqual(sizes);
        const texts = [...latestRevisions(one.values()).values()]
          .filter(({ deleted }) => !deleted)
          .map(({ text }) => text);
        for (const text of written.keys()) expect(texts).toContain(text);
      }),
      { numRuns: 300 },
    );
  });
});
