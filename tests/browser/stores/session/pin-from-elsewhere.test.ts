import { describe, expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { lockedAgain, PIN, place, withNote, withPin } from '../../support/locked-scene';
import { until } from '../../support/storage-scene';

/** The key that a PIN of this record makes, in a state of a later day, as a change of the journal. */
async function keyFrom(
  scene: Awaited<ReturnType<typeof withPin>>,
  status: 'active' | 'removed',
): Promise<{ id: string; kind: 'key'; body: string }> {
  const { heldRecord, session } = scene.window;
  const [key] = (await (heldRecord.locked ?? session.current)?.protection.state())?.keys ?? [];
  if (!key) throw new Error('There is no key.');
  const body = { ...key, keyId: key.keyId, status, updatedAt: '2030-01-01T00:00:00.000Z' };
  return { id: `key-${status}-elsewhere`, kind: 'key', body: JSON.stringify(body) };
}

describe('a PIN that was set in another browser while the record is open here', () => {
  it('is asked for as soon as the journal tells of it', async () => {
    const host = new InMemoryHost();
    const elsewhere = await withPin(host);
    const key = await keyFrom(elsewhere, 'active');
    elsewhere.window.close();
    const scene = await withNote(host);
    expect(scene.window.session.state.phase).toBe('open');
    await host.append(scene.learnerId, [key]);
    await scene.window.notes.add(place, 'Written before that is known.');
    await until(() => scene.window.session.state.phase === 'locked');
    expect(scene.window.session.current).toBeNull();
  });

  it('that was removed elsewhere is asked for no more', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    await scene.window.host.append(scene.learnerId, [await keyFrom(scene, 'removed')]);
    scene.window.close();
    await scene.window.opening.choose(scene.learnerId);
    expect(scene.window.session.state.phase).toBe('open');
  });

  it('is tried at the keys that are known here where the journal can’t be read', async () => {
    const scene = await withPin();
    await lockedAgain(scene);
    scene.window.host.fail('unreachable', 'journal.read');
    // Without the journal the PIN that is known here is the one that counts.
    expect(await scene.unlock.unlock(PIN)).toEqual({ outcome: 'open' });
  });
});
