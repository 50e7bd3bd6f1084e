import { describe, expect, it } from 'vitest';
import { forkOf } from '../../../../src/domain/notes/lineage';
import type { NoteRevision } from '../../../../src/domain/notes/note';
import { identifier, note } from '../../../support/builders/statement-builders';

/** A state that goes on from others; the number is its minute too. */
function state(number: number, from: readonly NoteRevision[]): NoteRevision {
  const editedAt = `2026-11-20T01:${String(number).padStart(2, '0')}:00.000Z`;
  return note({ id: identifier(number), text: `Text ${number}.`, editedAt, basedOn: from.map(({ id }) => id) });
}

const begun = state(1, []);
const here = state(2, [begun]);
const there = state(3, [begun]);

describe('a history', () => {
  it('forks where two states go on from the same one, whatever was tagged or dated later', () => {
    const further = state(5, [there]);
    expect(forkOf([further, here, there, begun])).toEqual({ base: begun, older: here, newer: further });
    expect(forkOf([begun, here, state(4, [here])])).toBeNull();
    expect(forkOf([begun])).toBeNull();
    expect(forkOf([])).toBeNull();
  });

  it('forks at its root where two computers began the same note', () => {
    expect(forkOf([state(1, []), state(2, [])])).toMatchObject({ base: null });
  });

  it('is one again once a state goes on from both', () => {
    const merged = state(4, [here, there]);
    expect(forkOf([begun, here, there, merged])).toBeNull();
    const late = state(5, [there]);
    expect(forkOf([begun, here, there, merged, late])).toEqual({ base: there, older: merged, newer: late });
  });

  it('of three branches forks between the two newest first', () => {
    const third = state(4, [begun]);
    expect(forkOf([begun, here, there, third])).toEqual({ base: begun, older: there, newer: third });
  });

  it('has no fork between states that merge the same ones, in whatever order', () => {
    const third = state(4, [begun]);
    const [ofTwo, ofOthers] = [state(5, [here, there]), state(6, [there, third])];
    const all = [begun, here, there, third, ofTwo, ofOthers];
    expect(forkOf(all)).toEqual({ base: there, older: ofTwo, newer: ofOthers });
    const [first, second] = [state(7, [ofTwo, third]), state(8, [here, ofOthers])];
    expect(forkOf([...all, first, second])).toBeNull();
    const after = state(9, [first]);
    expect(forkOf([...all, first, second, after])).toBeNull();
    expect(forkOf([...all, first, second, after, state(10, [second])])).toMatchObject({ older: after });
  });

  it.each([
    ['is missing', state(4, [state(9, [])])],
    ['is itself', state(4, [state(4, [])])],
    ['is later', state(4, [state(5, [begun])])],
  ])('goes on from the state just before where the one that is named %s', (_, odd) => {
    expect(forkOf([begun, here, odd])).toBeNull();
    const later = state(5, [begun]);
    expect(forkOf([begun, here, odd, later])).toEqual({ base: begun, older: odd, newer: later });
  });
});
