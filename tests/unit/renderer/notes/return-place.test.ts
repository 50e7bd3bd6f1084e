import { describe, expect, it } from 'vitest';
import { saveReturnPlace, readReturnPlace } from '../../../../src/renderer/src/features/notes/return-place';

/** A place in a window's history. */
function historyWith(state: unknown): History {
  return {
    state,
    replaceState(next: unknown) {
      (this as { state: unknown }).state = next;
    },
  } as unknown as History;
}

describe('the way back to the notebook', () => {
  it('keeps the entry and the view, beside what the router keeps, and no words', () => {
    const history = historyWith({ position: 3, scroll: null });
    saveReturnPlace(history, { noteId: 'n', view: 'unplaced' });
    expect(history.state).toEqual({ position: 3, scroll: null, notebook: { noteId: 'n', view: 'unplaced' } });
    expect(readReturnPlace(history)).toEqual({ noteId: 'n', view: 'unplaced' });
  });

  it('is kept where the router has kept nothing yet', () => {
    const history = historyWith(null);
    saveReturnPlace(history, { noteId: 'n', view: 'all' });
    expect(readReturnPlace(history)).toEqual({ noteId: 'n', view: 'all' });
  });

  it.each([
    [null],
    [{}],
    [{ notebook: null }],
    [{ notebook: { noteId: 4, view: 'all' } }],
    [{ notebook: { noteId: 'n', view: 'of another version' } }],
    [{ notebook: { noteId: 'n' } }],
  ])('is none where the notebook is entered anew: %j', (state) => {
    expect(readReturnPlace(historyWith(state))).toBeNull();
  });
});
