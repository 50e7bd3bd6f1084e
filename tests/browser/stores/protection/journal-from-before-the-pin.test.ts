import { describe, expect, it } from 'vitest';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { CANARY, PIN, protectedWindow, withNote, withPin } from '../../support/locked-scene';
import { until } from '../../support/storage-scene';

/** A record with a PIN, whose journal was put back from a copy of the data folder that is older than the PIN. */
async function putBack() {
  const host = new InMemoryHost();
  const { window, protection, learnerId } = await withNote(host);
  await window.session.current?.sync.synchronise();
  const copy = host.entriesOf(learnerId).map(({ change }) => change);
  await (await protection.prepare(PIN))?.confirm();
  await window.sent();
  window.close();
  expect(JSON.stringify(host.entriesOf(learnerId))).not.toContain(CANARY);
  host.deleteJournal(learnerId);
  await host.append(learnerId, copy);

  const scene = protectedWindow(host);
  await scene.window.opening.begin();
  await until(() => scene.window.session.state.phase === 'locked');
  return { host, learnerId, ...scene };
}

describe('a journal from before the PIN that was put back', () => {
  it('is sealed with the next right PIN', async () => {
    const { host, learnerId, unlock } = await putBack();
    expect(await unlock.unlock(PIN)).toEqual({ outcome: 'open' });
    await expect.poll(() => JSON.stringify(host.entriesOf(learnerId))).not.toContain(CANARY);
  });
});

describe('a journal that was restored without its keys, since it could not be read', () => {
  it('gets them again, so that another browser can open what is sealed in it', async () => {
    const { window, learnerId } = await withPin();
    const { host } = window;
    const changes = host.entriesOf(learnerId).map(({ change }) => change);
    const keys = changes.filter(({ kind }) => kind === 'key');
    host.deleteJournal(learnerId);
    await host.append(learnerId, [
      ...changes.filter(({ kind }) => kind !== 'key'),
      {
        id: 'epoch-000001-an-id',
        kind: 'epoch',
        body: JSON.stringify({ reason: 'restored', snapshotId: 'an-id', at: '' }),
      },
    ]);
    await window.session.current?.sync.synchronise();
    await window.sent();
    expect(host.entriesOf(learnerId).map(({ change }) => change)).toContainEqual(keys.at(-1));
  });
});
