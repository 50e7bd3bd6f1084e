import { describe, expect, it, vi } from 'vitest';
import { closeWhenKept, createDraftKeeping, type ClosingWindow } from '../../../../src/main/electron/closing';
import { FakeBrowserWindow, type FakeWebContents } from '../../../support/hosts/fake-browser-window';

function scene({ answers = (): 'kept' | 'not-kept' | 'silent' => 'kept', mayClose = false } = {}) {
  const window = new FakeBrowserWindow({});
  const asked: string[] = [];
  const mayCloseUnsaved = vi.fn(async () => mayClose);
  const stayed = vi.fn();
  const reload = closeWhenKept(window as unknown as ClosingWindow, {
    drafts: {
      ask: async () => {
        const answer = answers();
        asked.push(answer);
        return answer;
      },
      pageGone: () => undefined,
    },
    mayCloseUnsaved,
    hasPage: () => true,
    stayed,
  });
  return { window, asked, mayCloseUnsaved, stayed, reload };
}

/** Lets everything that waits for nothing outside run. */
const turn = (): Promise<void> => new Promise(setImmediate);

describe('a window that is closed', () => {
  it('goes only when its page has saved what was being typed, and nobody is asked', async () => {
    const { window, asked, mayCloseUnsaved } = scene();
    window.close();
    expect(window.isDestroyed()).toBe(false);
    await turn();
    expect(window.isDestroyed()).toBe(true);
    expect(asked).toEqual(['kept']);
    expect(mayCloseUnsaved).not.toHaveBeenCalled();
  });

  it.each([
    ['stays', false],
    ['goes', true],
  ])('whose page is there and doesn’t answer %s as the learner says', async (_, mayClose) => {
    const { window, mayCloseUnsaved } = scene({ answers: () => 'silent', mayClose });
    window.close();
    await turn();
    expect(mayCloseUnsaved).toHaveBeenCalledOnce();
    expect(window.isDestroyed()).toBe(mayClose);
  });

  it.each([
    ['crashes', (contents: FakeWebContents) => void contents.crash()],
    ['is loaded again', (contents: FakeWebContents) => void contents.emit('did-navigate', {}, '', 200, '')],
  ])('goes at once, unasked, where its page %s instead of answering', async (_, lose) => {
    const window = new FakeBrowserWindow({});
    const drafts = createDraftKeeping(() => undefined);
    const mayCloseUnsaved = vi.fn(async () => false);
    closeWhenKept(window as unknown as ClosingWindow, { drafts, mayCloseUnsaved, hasPage: () => true });
    window.close();
    await turn();
    expect(window.isDestroyed()).toBe(false);
    lose(window.webContents);
    await turn();
    expect(window.isDestroyed()).toBe(true);
    expect(mayCloseUnsaved).not.toHaveBeenCalled();
  });

  it.each(['crashed', 'loading'] as const)('goes at once where its page is %s', async (state) => {
    const { window, asked } = scene();
    window.webContents[state] = true;
    window.close();
    await turn();
    expect(window.isDestroyed()).toBe(true);
    expect(asked).toEqual([]);
  });

  it('stays where the last words can’t be saved and the learner wants that, and asks again at the next closing', async () => {
    const { window, mayCloseUnsaved, stayed } = scene({ answers: () => 'not-kept' });
    for (const times of [1, 2]) {
      window.close();
      window.close();
      await turn();
      expect(mayCloseUnsaved).toHaveBeenCalledTimes(times);
      expect(window.isDestroyed()).toBe(false);
      expect(stayed).toHaveBeenCalledTimes(times);
    }
  });

  it('goes without the last words where the learner says so', async () => {
    const { window } = scene({ answers: () => 'not-kept', mayClose: true });
    window.close();
    await turn();
    expect(window.isDestroyed()).toBe(true);
  });

  it('saves before Windows shuts down too, and holds that up with no question', async () => {
    const { window, mayCloseUnsaved } = scene({ answers: () => 'not-kept' });
    expect(window.attempt('query-session-end')).toBe(true);
    await turn();
    expect(window.isDestroyed()).toBe(true);
    expect(mayCloseUnsaved).not.toHaveBeenCalled();
  });

  it('is loaded anew only after its page has saved, whatever the page’s own refusal', async () => {
    const { window, asked, reload } = scene();
    const reloaded = reload();
    expect(window.webContents.reloads).toBe(0);
    await reloaded;
    expect(asked).toEqual(['kept']);
    expect(window.webContents.reloads).toBe(1);
    expect(window.webContents.attempt('will-prevent-unload')).toBe(true);
  });
});

describe('a window that is closed while a reload waits for its page', () => {
  it('is closed, so that a quit, and what was to follow it, isn’t lost', async () => {
    const { window, asked, stayed, reload } = scene();
    const reloaded = reload();
    window.close();
    await reloaded;
    expect([window.isDestroyed(), window.webContents.reloads]).toEqual([true, 0]);
    expect(asked).toEqual(['kept']);
    expect(stayed).not.toHaveBeenCalled();
  });

  it('stays where the last words can’t be saved and the learner wants that, and nothing follows', async () => {
    const { window, stayed, reload } = scene({ answers: () => 'not-kept' });
    const reloaded = reload();
    window.close();
    await reloaded;
    expect([window.isDestroyed(), window.webContents.reloads]).toEqual([false, 0]);
    expect(stayed).toHaveBeenCalledOnce();
  });
});

describe('the question to the page', () => {
  it.each([true, false])('is answered by it (%s)', async (kept) => {
    const drafts = createDraftKeeping((ask) => {
      drafts.answer(ask, kept);
    });
    expect(await drafts.ask()).toBe(kept ? 'kept' : 'not-kept');
  });

  it('waits longer than the page gives itself, and no more than 14 seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const drafts = createDraftKeeping(() => undefined);
    const late = drafts.ask();
    await vi.advanceTimersByTimeAsync(13_500);
    drafts.answer(1, true);
    expect(await late).toBe('kept');
    const silent = drafts.ask();
    await vi.advanceTimersByTimeAsync(14_000);
    expect(await silent).toBe('silent');
    vi.useRealTimers();
  });

  it('isn’t answered by a late answer to an earlier one: words were typed since', async () => {
    const asks: number[] = [];
    const drafts = createDraftKeeping((ask) => asks.push(ask), 1);
    expect(await drafts.ask()).toBe('silent');
    const again = drafts.ask();
    const [first = 0, second = 0] = asks;
    drafts.answer(first, true);
    drafts.answer(second, false);
    expect(await again).toBe('not-kept');
  });
});
