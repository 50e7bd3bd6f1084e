import { afterEach, describe, expect, it, vi } from 'vitest';
import { ProtectionStore } from '../../../../src/renderer/src/storage/protection/protection-store';
import { StorageError } from '../../../../src/renderer/src/storage';
import { lockedAgain, PIN, protectedWindow, saveTries, triesOf, withPin } from '../../support/locked-scene';
import { deleteLearnerDatabase } from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a locked record, of whose wrong PINs the host has the count', () => {
  it('waits on in another browser, whose database knows of no try, and where the record was made anew from the journal', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    for (let count = 0; count < 5; count += 1) await scene.unlock.unlock('not this one');
    scene.window.heldRecord.locked?.close();
    await deleteLearnerDatabase(scene.learnerId);
    const other = protectedWindow(scene.window.host);
    await other.window.begin();
    expect(await triesOf(other.window)).toEqual({ failures: 0, lastAt: 0 });
    expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'wait', wait: 30_000 });
    scene.window.host.clock = { ...scene.window.host.clock, milliseconds: 40_000 };
    expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    expect([...scene.window.host.tries.keys()]).toEqual([]);
  });

  it.each([
    ['nothing', { failures: 0, lastAt: 0 }],
    ['a clock of another kind', { failures: 0, lastAt: 0, steady: { run: 'not a run', milliseconds: 0.5 } }],
    ['half a millisecond', { failures: 1, lastAt: 0.5 }],
  ])('is counted by the host whatever the database was made to say: %s', async (_, tries) => {
    const scene = await withPin();
    await lockedAgain(scene);
    for (let count = 0; count < 5; count += 1) await scene.unlock.unlock('not this one');
    await saveTries(scene.window, tries);
    expect(await scene.unlock.wait()).toBe(30_000);
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'wait', wait: 30_000 });
  });

  it('is opened by the right PIN where the browser has no room for a count of its own, as often as it is locked', async () => {
    const scene = await withPin();
    const full = vi
      .spyOn(ProtectionStore.prototype, 'saveTries')
      .mockRejectedValue(new StorageError('full', 'No room.'));
    for (let count = 0; count < 6; count += 1) {
      await lockedAgain(scene);
      expect(await scene.unlock.unlock('not this one')).toEqual({ outcome: 'wrong', wait: 0 });
      expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
      expect(scene.window.host.tries.size).toBe(0);
    }
    await lockedAgain(scene);
    scene.window.host.fail('unreachable');
    await expect(scene.unlock.unlock(PIN)).rejects.toThrow('No room.');
    expect(full).toHaveBeenCalled();
  });

  it('is as slow while the host is away, and tells it of the tries afterwards', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    const { host } = scene.window;
    host.fail('unreachable');
    for (let count = 0; count < 4; count += 1)
      expect(await scene.unlock.unlock('not this one')).toEqual({ outcome: 'wrong', wait: 0 });
    expect(await scene.unlock.unlock('not this one')).toMatchObject({
      outcome: 'wrong',
      wait: expect.closeTo(30_000, -3),
    });
    expect(await scene.unlock.unlock(PIN)).toMatchObject({ outcome: 'wait' });
    expect(host.tries.size).toBe(0);
    host.recover();
    host.now = () => Date.UTC(2026, 10, 20, 2);
    expect(await scene.unlock.unlock('nor this one')).toMatchObject({ outcome: 'wrong', wait: 60_000 });
    expect([...host.tries.values()].map(({ failures }) => failures)).toEqual([6]);
  });
});
