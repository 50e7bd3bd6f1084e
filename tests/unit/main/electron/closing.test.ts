import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { closeWhenSaved, type ClosingWindow } from '../../../../src/main/electron/closing';
import { createPendingWork } from '../../../../src/main/pending-work';

/** A window whose page refuses to go while it saves, as Electron reports it. */
class SavingWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  isSaving = true;
  isOpen = true;

  close(): void {
    this.emit('close');
    if (this.isSaving) this.webContents.emit('will-prevent-unload');
    else this.isOpen = false;
  }

  destroy(): void {
    this.isOpen = false;
  }

  isDestroyed(): boolean {
    return !this.isOpen;
  }
}

function scene({ answer = false, hears = (): void => undefined } = {}) {
  const window = new SavingWindow();
  const mayCloseUnsaved = vi.fn(async () => answer);
  closeWhenSaved(window as unknown as ClosingWindow, {
    pendingWork: createPendingWork(),
    mayCloseUnsaved,
    wait: async () => {
      hears();
    },
  });
  return { window, mayCloseUnsaved };
}

describe('a window that is closed while its page saves', () => {
  it('closes by itself as soon as that is saved, and nobody is asked', async () => {
    const { window, mayCloseUnsaved } = scene({ hears: () => (window.isSaving = false) });
    window.close();
    await vi.waitFor(() => {
      expect(window.isOpen).toBe(false);
    });
    expect(mayCloseUnsaved).not.toHaveBeenCalled();
  });

  it('closes where the save hangs and the learner doesn’t want to wait', async () => {
    const { window, mayCloseUnsaved } = scene({ answer: true });
    window.close();
    await vi.waitFor(() => {
      expect(window.isOpen).toBe(false);
    });
    expect(mayCloseUnsaved).toHaveBeenCalledOnce();
  });

  it('stays where the learner waits, and asks again at the next closing', async () => {
    const { window, mayCloseUnsaved } = scene();
    for (const times of [1, 2]) {
      window.close();
      await vi.waitFor(() => {
        expect(mayCloseUnsaved).toHaveBeenCalledTimes(times);
      });
      await new Promise(setImmediate);
      expect(window.isOpen).toBe(true);
    }
  });

  it('asks once, however often it is closed meanwhile', async () => {
    const { window, mayCloseUnsaved } = scene({ hears: () => window.close() });
    window.close();
    window.close();
    await vi.waitFor(() => {
      expect(mayCloseUnsaved).toHaveBeenCalled();
    });
    expect(mayCloseUnsaved).toHaveBeenCalledOnce();
  });
});

it('a page that refuses to be loaded again closes nothing', async () => {
  const { window, mayCloseUnsaved } = scene({ answer: true });
  window.webContents.emit('will-prevent-unload');
  await new Promise(setImmediate);
  expect(window.isOpen).toBe(true);
  expect(mayCloseUnsaved).not.toHaveBeenCalled();
});
