import { describe, expect, it, vi } from 'vitest';
import { closeWhenKept, type ClosingWindow } from '../../../../src/main/electron/closing';
import { nativeTexts } from '../../../../src/main/electron/native-texts';
import { watchForFailure, type FailingWindow } from '../../../../src/main/electron/page-failure';
import { FakeBrowserWindow } from '../../../support/hosts/fake-browser-window';
import { PATIENCE } from '../../../support/patience';

const texts = nativeTexts(['en']).failure;
const [AGAIN, SAVE, QUIT] = [0, 1, 2];

const NOTHING = { saved: 0, notSaved: 0, unreadable: 0 };

/** @param responses to the box, one after the other; null where it stays open */
function scene(...responses: (number | null)[]) {
  const window = new FakeBrowserWindow({});
  const showMessageBox = vi.fn(async (..._: unknown[]) => {
    const [response = QUIT] = responses.splice(0, 1);
    return response === null ? new Promise<never>(() => undefined) : { response, checkboxChecked: false };
  });
  const saveRecords = vi.fn(async () => ({ ...NOTHING, saved: 1 }));
  const log = vi.fn();
  const options = { dialog: { showMessageBox }, texts, saveRecords };
  const { hasPage, childGone } = watchForFailure(window as unknown as FailingWindow, options, log);
  return { window, contents: window.webContents, showMessageBox, saveRecords, log, hasPage, childGone };
}

const turn = (): Promise<void> => new Promise(setImmediate);

describe('a page that crashes', () => {
  it('is loaded again three times, and then a box says so', async () => {
    const { contents, showMessageBox } = scene(AGAIN);
    for (let crash = 1; crash <= 3; crash += 1) {
      contents.crash();
      expect(contents.reloads).toBe(crash);
    }
    expect(showMessageBox).not.toHaveBeenCalled();
    contents.crash();
    await turn();
    expect(showMessageBox).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ message: texts.message, buttons: [texts.again, texts.save, texts.quit], cancelId: 2 }),
    );
    expect(contents.reloads).toBe(4);
    // Trying again begins anew.
    contents.crash();
    expect(contents.reloads).toBe(5);
    expect(showMessageBox).toHaveBeenCalledOnce();
  });

  it('is not loaded again once its window is closed, before or while the question stands', async () => {
    const { window, contents, showMessageBox } = scene(AGAIN);
    for (let crash = 1; crash <= 4; crash += 1) contents.crash();
    window.destroy();
    await turn();
    expect(showMessageBox).toHaveBeenCalledOnce();
    contents.crash();
    expect(contents.reloads).toBe(3);
  });

  it('is left where it ended by itself', () => {
    const { contents } = scene();
    contents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(contents.reloads).toBe(0);
  });
});

describe('a page that can’t be loaded', () => {
  it.each([
    ['did-fail-load', [{}, -6, 'ERR_FILE_NOT_FOUND', 'app://bundle/index.html', true]],
    ['did-navigate', [{}, 'app://bundle/index.html', 500, '']],
  ] as const)(
    'is told of (%s), its record is saved without it, and the app ends when asked to',
    async (event, facts) => {
      const { window, contents, showMessageBox, saveRecords, log } = scene(SAVE, QUIT);
      contents.emit(event, ...facts);
      await turn();
      expect(log).toHaveBeenCalledOnce();
      expect(saveRecords).toHaveBeenCalledOnce();
      expect(showMessageBox).toHaveBeenLastCalledWith(
        expect.objectContaining({ detail: expect.stringContaining(texts.saved) as string }),
      );
      expect(window.isDestroyed()).toBe(true);
      expect(contents.reloads).toBe(0);
    },
  );

  it.each([
    ['by the question', QUIT],
    ['by the window’s cross, while the question stands', null],
  ])('isn’t asked to save anything when the app ends %s: it holds nothing', async (_, response) => {
    const { window, contents, hasPage } = scene(response);
    const drafts = { ask: vi.fn(() => new Promise<never>(() => undefined)), pageGone: () => undefined };
    closeWhenKept(window as unknown as ClosingWindow, { drafts, mayCloseUnsaved: async () => false, hasPage });
    contents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', '', true);
    if (response === null) window.close();
    await turn();
    expect(window.isDestroyed()).toBe(true);
    expect(drafts.ask).not.toHaveBeenCalled();
  });

  it('is asked again to save once it could be loaded', () => {
    const { contents, hasPage } = scene(null);
    expect(hasPage()).toBe(true);
    contents.emit('did-navigate', {}, 'app://bundle/index.html', 500, '');
    expect(hasPage()).toBe(false);
    contents.emit('did-navigate', {}, 'app://bundle/index.html', 200, '');
    expect(hasPage()).toBe(true);
  });

  it('says what came of saving', async () => {
    const { contents, showMessageBox, saveRecords } = scene(SAVE, SAVE, SAVE, SAVE, QUIT);
    saveRecords
      .mockRejectedValueOnce(new Error('no list'))
      .mockResolvedValueOnce({ ...NOTHING, saved: 1, unreadable: 1 })
      .mockResolvedValueOnce({ ...NOTHING, saved: 1, notSaved: 1 })
      .mockResolvedValueOnce(NOTHING);
    contents.emit('did-fail-load', {}, -6, '', '', true);
    await vi.waitFor(() => {
      expect(showMessageBox).toHaveBeenCalledTimes(5);
    }, PATIENCE);
    const details = showMessageBox.mock.calls.map(([box]) => (box as { detail: string }).detail.split('\n\n')[0]);
    expect(details.slice(1)).toEqual([
      texts.someUnreadable,
      [texts.saved, texts.someUnreadable].join('\n'),
      [texts.saved, texts.notSaved].join('\n'),
      texts.nothingSaved,
    ]);
  });

  it('isn’t one whose load another one replaced, whose picture is missing, or that is there', async () => {
    const { contents, showMessageBox } = scene();
    contents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', '', true);
    contents.emit('did-fail-load', {}, -6, '', '', false);
    contents.emit('did-navigate', {}, 'app://bundle/index.html', 200, '');
    await turn();
    expect(showMessageBox).not.toHaveBeenCalled();
  });
});

describe('another process of Chromium’s that ends', () => {
  const gone = { type: 'GPU', reason: 'crashed' } as const;

  it('is asked about at the third end: the window may be blank, and the page still holds words', async () => {
    const { window, contents, showMessageBox, childGone } = scene(AGAIN, QUIT);
    const close = vi.spyOn(window, 'close');
    for (let ends = 0; ends < 2; ends += 1) childGone(gone);
    expect(showMessageBox).not.toHaveBeenCalled();
    childGone(gone);
    await turn();
    expect(showMessageBox).toHaveBeenCalledOnce();
    expect(contents.reloads).toBe(0);
    for (let ends = 0; ends < 3; ends += 1) childGone(gone);
    await turn();
    // As a close, which saves what was typed.
    expect(close).toHaveBeenCalledOnce();
  });

  it('isn’t counted where it is the app’s own process, or ended as it should', async () => {
    const { showMessageBox, childGone } = scene();
    for (let ends = 0; ends < 5; ends += 1) {
      childGone({ type: 'Utility', reason: 'killed', serviceName: 'node.mojom.NodeService' });
      childGone({ ...gone, reason: 'clean-exit' });
    }
    await turn();
    expect(showMessageBox).not.toHaveBeenCalled();
  });
});
