import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signUpdate } from '../../../../scripts/packaging/update-file';
import type { OperationInput, OperationName } from '../../../../src/contract/operations';
import { createHostServices } from '../../../../src/main/hosts/host-services';
import { createBrowserPorts } from '../../../../src/main/http/browser-ports';
import { createDownloads } from '../../../../src/main/http/downloads';
import { locateResources } from '../../../../src/main/hosts/resources';
import { openAndAppend } from '../../../support/hosts/opened-record';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { changes, LEARNER, OTHER_LEARNER } from '../snapshots/snapshot-scene';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const VERSION = '999.0.0';
const INSTALLER = `child-justice-series-${VERSION}-linux-amd64.deb`;

let base: string;
let dataFolder: string;
/** The copies for an update that lay there at each start of the installer. */
let copiedAtInstall: string[][];
beforeEach(async () => {
  base = await makeFolder('update-wiring');
  dataFolder = join(base, 'data');
  copiedAtInstall = [];
  await mkdir(join(base, 'stick'));
  await writeFile(join(base, 'stick', INSTALLER), 'new');
  const installers = [{ kind: 'deb', architecture: 'x64', file: INSTALLER, bytes: 3, sha256: digest('new') }];
  const text = signUpdate({ app: 'child-justice-series', version: VERSION, installers }, privateKey);
  await writeFile(join(base, 'stick', 'update.json'), text);
});
afterEach(() => removeFolder(base));

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The snapshots that were taken for an update, the learner's id before each. */
async function copies(): Promise<string[]> {
  const names = await readdir(join(dataFolder, 'snapshots'), { recursive: true });
  return names.filter((name) => name.endsWith('before-upgrade.jsonl.gz')).sort();
}

/** The services of a host of which everything but its dialogs and its installer is real; two learners have records. */
async function hostWithTwoRecords(): Promise<
  <Name extends OperationName>(name: Name, input: OperationInput<Name>) => Promise<unknown>
> {
  const { dispatch } = createHostServices({
    resources: locateResources(),
    dataFolder,
    ports: createBrowserPorts({ downloads: createDownloads(), openInBrowser: () => false, nodeVersion: '24.0.0' }),
    updatePort: {
      installation: { kind: 'deb', architecture: 'x64' },
      chooseDescription: async () => join(base, 'stick', 'update.json'),
      closeAndInstall: async (path, sha256) => {
        copiedAtInstall.push(await copies());
        return digest(await readFile(path, 'utf8')) === sha256;
      },
    },
    updateKeys: [publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
    logger: { error: () => undefined },
  });
  for (const learnerId of [LEARNER, OTHER_LEARNER]) {
    expect(await openAndAppend(dispatch, learnerId, changes(1, 2))).toMatchObject({ ok: true });
    // Waits for the day's own snapshot, which wouldn't hold what comes now.
    expect(await dispatch('snapshot.failure', { learnerId })).toMatchObject({ ok: true });
    expect(await openAndAppend(dispatch, learnerId, changes(3, 4))).toMatchObject({ ok: true });
  }
  return dispatch;
}

describe('an update of the app', () => {
  it('has a copy of every record before its installer starts', async () => {
    const invoke = await hostWithTwoRecords();
    expect(await invoke('update.choose', {})).toMatchObject({ value: { outcome: 'ready', version: VERSION } });
    expect(await copies()).toEqual([]);
    expect(await invoke('update.install', { version: VERSION })).toMatchObject({ value: { outcome: 'closing' } });
    expect(copiedAtInstall).toEqual([[expect.stringMatching(LEARNER), expect.stringMatching(OTHER_LEARNER)]]);
  });

  it('doesn’t start where a record can’t be copied', async () => {
    const invoke = await hostWithTwoRecords();
    await invoke('update.choose', {});
    await removeFolder(join(dataFolder, 'snapshots', OTHER_LEARNER));
    await writeFile(join(dataFolder, 'snapshots', OTHER_LEARNER), 'a file in the place of the folder');
    expect(await invoke('update.install', { version: VERSION })).toMatchObject({
      value: { outcome: 'refused', reason: 'snapshot' },
    });
    expect(copiedAtInstall).toEqual([]);
  });
});
