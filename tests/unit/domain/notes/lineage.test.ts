import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRevisions, mergingRevision } from '../../../../src/domain/notes/concurrent-revisions';
import { isStraight, lineageOf, parentsOf } from '../../../../src/domain/notes/lineage';
import { compareRevisions, nextRevision, type NoteRevision } from '../../../../src/domain/notes/note';
import { identifier, note } from '../../../support/builders/statement-builders';

/** A state that says from which it goes on; the number is its minute too. */
function state(number: number, from: readonly NoteRevision[], changed: Partial<NoteRevision> = {}): NoteRevision {
  const revision = identifier(number);
  const ids = from.map(({ id }) => id);
  return { ...old(number), basedOn: { revision, ids }, ...changed };
}

/** As an older version of the app wrote it. */
function old(number: number, changed: Partial<NoteRevision> = {}): NoteRevision {
  const editedAt = `2026-11-20T01:${String(number).padStart(2, '0')}:00.000Z`;
  return note({ id: identifier(number), text: `Text ${number}.`, editedAt, ...changed });
}

const begun = state(1, []);
const here = state(2, [begun]);
const there = state(3, [begun]);

describe('the states from which a revision goes on', () => {
  it('are those that it was made of, none for the first state of a note', () => {
    const next = nextRevision(begun, begun, identifier(9), '2026-11-20T02:00:00.000Z');
    expect(parentsOf(next)).toEqual([begun.id]);
    const first = nextRevision(begun, begun, identifier(9), '2026-11-20T02:00:00.000Z', ['']);
    expect(parentsOf(first)).toEqual([]);
  });

  it('are unknown where an older version of the app copied the field along, or a journal holds something else', () => {
    expect(parentsOf({ ...here, id: identifier(9) })).toBeNull();
    const { id } = here;
    for (const wrong of [null, 7, [], { revision: id }, { revision: id, ids: [7] }, { revision: id, ids: 'x' }])
      expect(parentsOf({ ...here, basedOn: wrong } as unknown as NoteRevision)).toBeNull();
  });
});

describe('a history', () => {
  it('forks where two states go on from the same one, whatever was tagged or dated later', () => {
    const further = state(5, [there]);
    expect(lineageOf([further, here, there, begun]).fork).toEqual({ base: begun, older: here, newer: further });
    expect(lineageOf([begun, here, state(4, [here])]).fork).toBeNull();
    expect(lineageOf([begun]).fork).toBeNull();
    expect(lineageOf([]).fork).toBeNull();
  });

  it('forks at its root where two computers began the same note', () => {
    expect(lineageOf([state(1, []), state(2, [])]).fork).toMatchObject({ base: null });
  });

  it('is one again where browsers merge in turn what the other merged before it heard of it', () => {
    // Each hears of a merging state one step late.
    const known: [NoteRevision[], NoteRevision[]] = [
      [begun, here, there],
      [begun, there, state(4, [begun])],
    ];
    let onTheWay: readonly NoteRevision[] = [begun, here, there, state(4, [begun])];
    let steps = 0;
    for (let isMerging = true; isMerging && steps < 50; steps += 1) {
      const made = known.map((states) => {
        const { fork } = lineageOf(states);
        return fork
          ? [mergingRevision(fork, mergeRevisions(fork.base, fork.older, fork.newer).next ?? fork.newer)]
          : [];
      });
      isMerging = steps === 0 || made.flat().length > 0;
      known.forEach((states, index) => {
        for (const each of [...(made[index] ?? []), ...onTheWay])
          if (!states.some(({ id }) => id === each.id)) states.push(each);
      });
      onTheWay = made.flat();
    }
    expect(steps).toBeLessThan(10);
    for (const states of known) expect(lineageOf(states).fork).toBeNull();
    const [one, other] = known.map((states) => states.toSorted(compareRevisions).at(-1));
    expect(one).toEqual(other);
  });

  it('has a merging state as the base of what goes on from both that it merges, in whatever way', () => {
    const merge = (older: NoteRevision, newer: NoteRevision): NoteRevision =>
      mergingRevision({ base: null, older, newer }, newer);
    const third = state(4, [begun]);
    const [first, second] = [merge(merge(here, there), third), merge(here, merge(there, third))];
    const merged = [begun, here, there, third, merge(here, there), merge(there, third), first, second];
    expect(lineageOf(merged).fork).toBeNull();
    const [older, newer] = [state(5, [first]), state(6, [second])];
    const { fork } = lineageOf([...merged, older, newer]);
    expect(fork).toMatchObject({ older, newer });
    expect([first, second]).toContainEqual(fork?.base);
  });

  it('knows nothing of what a state goes on from where a file says that it is itself, or a later one', () => {
    const itself = state(4, []);
    const turning = { ...itself, basedOn: { revision: itself.id, ids: [itself.id] } };
    const later = state(3, [state(5, [])]);
    expect(lineageOf([turning, state(5, [turning]), state(6, [])]).fork).toMatchObject({ base: null });
    const [older, newer] = [state(5, [later]), state(6, [begun])];
    expect(lineageOf([begun, later, older, newer]).fork).toMatchObject({ older, newer });
  });

  it('is one again once a state goes on from both', () => {
    const merged = state(4, [here, there]);
    expect(lineageOf([begun, here, there, merged]).fork).toBeNull();
    const late = state(5, [there]);
    expect(lineageOf([begun, here, there, merged, late]).fork).toEqual({ base: there, older: merged, newer: late });
  });

  it('of three branches forks between the two newest first', () => {
    const third = state(4, [begun]);
    expect(lineageOf([begun, here, there, third]).fork).toEqual({ base: begun, older: there, newer: third });
  });

  it('goes on from all that is older where a revision of an older version, or one whose states are lost, follows', () => {
    expect(lineageOf([begun, here, there, old(4)]).fork).toBeNull();
    expect(lineageOf([old(1), old(2), old(3)]).fork).toBeNull();
    expect(lineageOf([begun, here, state(4, [there])]).fork).toBeNull();
    const lost = state(4, [there]);
    const beside = state(5, [begun]);
    expect(lineageOf([begun, here, lost, beside]).fork).toEqual({ base: begun, older: lost, newer: beside });
    // Merged elsewhere, without the state of the older version: whoever goes on from all three goes on from that too.
    const [begin, without, far] = [state(1, []), old(3), state(4, [begun])];
    const apart = mergingRevision({ base: begin, older: here, newer: far }, far);
    expect(lineageOf([begin, here, without, far, apart, state(6, [without, far])]).fork).toBeNull();
    const between = old(3);
    const behind = state(4, [begun]);
    expect(lineageOf([begun, here, between, behind]).fork).toEqual({ base: begun, older: between, newer: behind });
  });

  it('is straight, and need not be read, where each state goes on from the one before it', () => {
    const next = state(4, [here]);
    expect(isStraight(begun, [here, next])).toBe(true);
    expect(isStraight(undefined, [begun])).toBe(true);
    expect(isStraight(here, [there])).toBe(false);
    expect(isStraight(there, [here])).toBe(false);
  });

  it('without what can not be read forks between the others, and goes on through it', () => {
    const sealed = state(4, [there]);
    const canRead = ({ id }: NoteRevision): boolean => id !== sealed.id;
    expect(lineageOf([begun, here, there, sealed], canRead).fork).toEqual({ base: begun, older: here, newer: there });
    const after = state(5, [sealed]);
    expect(lineageOf([begun, here, there, sealed, after], canRead).fork).toEqual({
      base: begun,
      older: here,
      newer: after,
    });
    const late = state(6, [sealed]);
    expect(lineageOf([begun, there, sealed, after, late], canRead).fork).toEqual({
      base: there,
      older: after,
      newer: late,
    });
    expect(lineageOf([begun, there, sealed], canRead).fork).toBeNull();
    expect(lineageOf([begun, here, there, { ...sealed, basedOn: null } as never, after], canRead).fork).toBeNull();
  });

  it('tells since when all that a state goes on from is said', () => {
    const { isTold } = lineageOf([begun, here, old(4), state(5, [old(4)])]);
    expect(isTold(here.id, null)).toBe(true);
    expect(isTold(identifier(5), identifier(4))).toBe(true);
    expect(isTold(identifier(5), here.id)).toBe(false);
    expect(isTold(identifier(4), null)).toBe(false);
    expect(isTold('unknown', null)).toBe(false);
    expect(isTold(here.id, 'unknown')).toBe(false);
  });
});

/** Histories in which every state goes on from one or two of those before it. */
const histories = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('one', 'two', 'none', 'unknown')), { maxLength: 12 })
  .map((made) =>
    made.reduce<readonly NoteRevision[]>((all, [first, second, kind], index) => {
      const pick = (number: number): readonly NoteRevision[] => all.slice(number % (all.length || 1)).slice(0, 1);
      const from = kind === 'none' ? [] : kind === 'one' ? pick(first) : [...pick(first), ...pick(second)];
      return [...all, kind === 'unknown' ? old(index + 1) : state(index + 1, from)];
    }, []),
  );

describe('any history', () => {
  it('that seems straight as it comes in has no fork', () => {
    fc.assert(
      fc.property(histories, fc.nat(), (all, cut) => {
        const [known, added] = [all.slice(0, cut % 4), all.slice(cut % 4)];
        if (lineageOf(known).fork === null && isStraight(known.at(-1), added)) expect(lineageOf(all).fork).toBeNull();
      }),
    );
  });

  it('is merged into one state, the same one in whichever order it came, which is the newest', () => {
    const mergedAll = (all: readonly NoteRevision[]): readonly NoteRevision[] => {
      const { fork } = lineageOf(all);
      if (!fork) return all;
      const merged = mergeRevisions(fork.base, fork.older, fork.newer).next ?? fork.newer;
      return mergedAll([...all, mergingRevision(fork, merged)]);
    };
    fc.assert(
      fc.property(histories, (all) => {
        const merged = [...mergedAll(all)].sort(compareRevisions);
        expect([...mergedAll(all.toReversed())].sort(compareRevisions)).toEqual(merged);
        expect(merged.length).toBeLessThan(2 * all.length + 1);
        const heads = merged.filter(({ id }) => !merged.some((each) => parentsOf(each)?.includes(id)));
        if (merged.every((each) => parentsOf(each) !== null)) expect(heads).toEqual(merged.slice(-1));
      }),
    );
  });
});
