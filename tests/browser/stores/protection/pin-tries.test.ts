import { afterEach, describe, expect, it, vi } from 'vitest';
import { lockedAgain, PIN, protectedWindow, triesOf, tryWrong, withPin } from '../../support/locked-scene';
import { deleteLearnerDatabase } from '../../support/storage-scene';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a locked record, of whose wrong PINs the host has the count', () => {
  it('waits on in another browser, and where the record was made anew from the journal', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    await tryWrong(scene, 5);
    scene.window.heldRecord.locked?.close();
    await deleteLearnerDatabase(scene.learnerId);
    const other = protectedWindow(scene.window.host);
    await other.window.begin();
    expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'wait', wait: 30_000 });
    scene.window.host.clock = { ...scene.window.host.clock, milliseconds: 40_000 };
    expect(await other.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    expect(triesOf(other.window)).toBe(0);
  });

  it('begins anew after each right PIN, as often as it is locked', async () => {
    const scene = await withPin();
    for (let count = 0; count < 6; count += 1) {
      await lockedAgain(scene);
      expect(await scene.unlock.unlock('not this one')).toEqual({ outcome: 'wrong', wait: 0 });
      expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
      expect(triesOf(scene.window)).toBe(0);
    }
  });

  it('is as slow while the host is away, and no faster when it is back', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    const { host } = scene.window;
    host.fail('unreachable', 'unlock-tries.wait', 'unlock-tries.count');
    let passed = 0;
    const clock = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + passed);
    expect(await tryWrong(scene, 4)).toBe(0);
    expect(await tryWrong(scene, 1)).toBeCloseTo(30_000, -4);
    expect(await scene.unlock.unlock(PIN)).toMatchObject({ outcome: 'wait' });
    expect(host.tries.size).toBe(0);
    host.recover();
    // The host knows of none of them; the page does.
    expect(await scene.unlock.unlock(PIN)).toMatchObject({ outcome: 'wait' });
    passed = 30_000;
    expect(await tryWrong(scene, 1)).toBeCloseTo(60_000, -4);
    passed = 90_000;
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });

  it.each(['disk-full', 'internal'] as const)(
    'takes none that the host can’t count (%s), the right one neither',
    async (code) => {
      const scene = await withPin();
      await lockedAgain(scene);
      const { host } = scene.window;
      host.fail(code, 'unlock-tries.count');
      await expect(scene.unlock.unlock('not this one')).rejects.toMatchObject({ code });
      await expect(scene.unlock.unlock(PIN)).rejects.toMatchObject({ code });
      host.recover();
      expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    },
  );
});

describe('a record whose PIN was removed elsewhere while it waited here', () => {
  it('opens with whatever is typed: nothing is sealed any more', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    const { host, heldRecord } = scene.window;
    const [key] = (await heldRecord.locked?.protection.state())?.keys ?? [];
    if (!key) throw new Error('There is no key.');
    const removed = { ...key, status: 'removed', updatedAt: '2030-01-01T00:00:00.000Z' };
    await host.append(scene.learnerId, [{ id: 'key-removed', kind: 'key', body: JSON.stringify(removed) }]);
    expect(await scene.unlock.unlock('anything')).toEqual({ outcome: 'open' });
    expect(triesOf(scene.window)).toBe(0);
  });
});
