import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHostServices } from '../../../../src/main/hosts/host-services';
import { createBrowserPorts } from '../../../../src/main/http/browser-ports';
import { createDownloads } from '../../../../src/main/http/downloads';
import { locateResources } from '../../../../src/main/hosts/resources';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { changes, LEARNER, PAGE } from '../snapshots/snapshot-scene';

const KEY = { learnerId: LEARNER, keyId: '018f3c1e-7b2a-7c3d-8e4f-0123456789ac' };

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await makeFolder('removal-wiring');
});
afterEach(() => removeFolder(dataFolder));

/** The files of the data folder, each by its folder. */
async function filesByFolder(): Promise<Record<string, number>> {
  const entries = await readdir(dataFolder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath }) => parentPath.split(/[\\/]/u).at(-1));
  return Object.fromEntries([...new Set(files)].map((folder) => [folder, files.filter((f) => f === folder).length]));
}

describe('a removed learner', () => {
  it('leaves the mark alone, also where another browser still tries their PIN', async () => {
    const { dispatch } = createHostServices({
      resources: locateResources(),
      dataFolder,
      ports: createBrowserPorts({ downloads: createDownloads(), openInBrowser: () => false, nodeVersion: '24.0.0' }),
      logger: { error: () => undefined },
    });
    const tryPin = () => dispatch('unlock-tries.count', KEY);
    const tryFiveTimes = async () => {
      for (let wrong = 0; wrong < 4; wrong += 1) await tryPin();
      return tryPin();
    };
    const cursor = { epoch: '', lastSequence: 0, chain: '' };
    await dispatch('journal.open', { learnerId: LEARNER, page: PAGE, format: 1, cursor: null, turn: 'take' });
    await dispatch('journal.append', { learnerId: LEARNER, page: PAGE, cursor, changes: changes(1, 2) });
    // Waits for the day's own snapshot.
    await dispatch('snapshot.failure', { learnerId: LEARNER });
    expect(await tryFiveTimes()).toMatchObject({ value: { taken: true, failures: 5 } });
    expect(await filesByFolder()).toEqual({ journals: 2, [LEARNER]: 1, 'unlock-tries': 1 });

    expect(await dispatch('learner.remove', { learnerId: LEARNER })).toMatchObject({ ok: true });
    expect(await tryFiveTimes()).toMatchObject({ value: { taken: true, failures: 5 } });
    expect(await tryPin()).toMatchObject({ value: { taken: false } });
    expect(await filesByFolder()).toEqual({ removed: 1 });
    expect(await dispatch('unlock-tries.clear', KEY)).toMatchObject({ ok: true });
    expect(await tryFiveTimes()).toMatchObject({ value: { taken: true, failures: 5 } });
  });
});
