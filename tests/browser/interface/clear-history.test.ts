import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Router } from 'vue-router';
import { saveReturnPlace } from '../../../src/renderer/src/features/notes/return-place';
import { clearHistory } from '../../../src/renderer/src/clear-history';

afterEach(() => {
  vi.unstubAllGlobals();
});

/**
 * A window that stands at a place of its history; where it goes to is told as browsers do: not at all where it stands
 * there already.
 */
function standAt(present: string, ...places: readonly (readonly [key: string, sameDocument: boolean])[]) {
  const entries = places.map(([key, sameDocument]) => ({ key, sameDocument }));
  const traverseTo = vi.fn((key: string) => {
    if (key !== present) setTimeout(() => window.dispatchEvent(new PopStateEvent('popstate')));
    return { finished: Promise.resolve() };
  });
  vi.stubGlobal('navigation', {
    currentEntry: entries.find(({ key }) => key === present),
    entries: () => entries,
    traverseTo,
  });
  const router = { replace: vi.fn(() => Promise.resolve()), push: vi.fn(() => Promise.resolve()) };
  return { traverseTo, router, forget: () => clearHistory(router as unknown as Router) };
}

describe('the places of a learner who leaves', () => {
  it('are left for the first one of the app, from which another way begins', async () => {
    const { traverseTo, router, forget } = standAt('c', ['elsewhere', false], ['a', true], ['b', true], ['c', true]);
    await forget();
    expect(traverseTo.mock.calls).toEqual([['a']]);
    expect(router.push).toHaveBeenCalledOnce();
  });

  it('keep nothing of the notebook’s entry that was left for the text', async () => {
    const { forget } = standAt('a', ['a', true]);
    saveReturnPlace(window.history, { noteId: 'note-of-the-last-learner', view: 'all' });
    await forget();
    expect(JSON.stringify(window.history.state)).not.toContain('note-of-the-last-learner');
  });

  it('are not gone back through where the window stands at the first one already, behind a page that isn’t the app', async () => {
    const { traverseTo, router, forget } = standAt('a', ['elsewhere', false], ['a', true]);
    await forget();
    expect(traverseTo).not.toHaveBeenCalled();
    expect(router.replace).toHaveBeenCalledOnce();
    expect(router.push).toHaveBeenCalledOnce();
  });
});
