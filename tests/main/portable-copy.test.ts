import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { certificateDocument } from '../support/inputs/operation-inputs';
import { makeFolder, removeFolder } from '../support/remove-folder';

/** Where the app was unpacked, with the file that says so. */
let stick: string;
let host: BuiltDesktopHost;
const { execPath } = process;
beforeAll(async () => {
  stick = await makeFolder('stick');
  await writeFile(join(stick, 'portable'), '');
  process.execPath = join(stick, 'child-justice-series');
  try {
    host = await loadBuiltDesktopHost();
  } finally {
    process.execPath = execPath;
  }
});
afterAll(() => removeFolder(stick));

describe.runIf(process.platform === 'linux')('a copy of the app with the file "portable" beside it', () => {
  it('has its data beside itself and writes nothing in this account', async () => {
    expect(host.recorded.paths.get('userData')).toBe(join(stick, 'Child Justice Series data'));
    expect(await readdir(host.appDataFolder)).toEqual([]);
  });

  it('keeps the signing key so that the next computer can use it, and says so', async () => {
    const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };
    expect(await host.invoke('certificate.issue', { document: certificateDocument, evidence })).toMatchObject({
      ok: true,
    });
    const key = await readFile(join(stick, 'Child Justice Series data', 'signing-key.json'), 'utf8');
    expect(JSON.parse(key)).toMatchObject({ protection: 'file' });
    expect(await host.invoke('app.describe', {})).toMatchObject({ ok: true, value: { keyProtection: 'portable' } });
  });

  it('isn’t updated by an installer, which would make a second copy', async () => {
    expect(await host.invoke('update.choose', {})).toMatchObject({
      ok: true,
      value: { outcome: 'refused', reason: 'unsupported' },
    });
    expect(host.dialog.showOpenDialog).not.toHaveBeenCalled();
  });
});
