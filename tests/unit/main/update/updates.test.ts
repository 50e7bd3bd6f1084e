import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile, type FileHandle } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeUpdate, signUpdate } from '../../../../scripts/packaging/update-file';
import type { UpdatePort } from '../../../../src/main/services/ports';
import { createUpdates, PINNED_KEYS, type Updates } from '../../../../src/main/services/update';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { PATIENCE } from '../../../support/patience';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { systemError } from '../../../support/system-error';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const [key, laterKey] = [publicKey, generateKeyPairSync('ed25519').publicKey].map((one) =>
  one.export({ type: 'spki', format: 'der' }).toString('base64'),
) as [string, string];
const INSTALLER = 'child-justice-series-1.3.0-win-x64.exe';
const BYTES = Buffer.from('the new version');

let base: string;
let stick: string;
let folder: string;
beforeEach(async () => {
  base = await makeFolder('updates');
  stick = join(base, 'stick');
  folder = join(base, 'data', 'update');
  await mkdir(stick);
});
afterEach(() => removeFolder(base));

const description = (changes: object = {}) => ({
  app: 'child-justice-series',
  version: '1.3.0',
  installers: [
    {
      kind: 'nsis',
      architecture: 'x64',
      file: INSTALLER,
      bytes: BYTES.length,
      sha256: createHash('sha256').update(BYTES).digest('hex'),
    },
  ],
  ...changes,
});

/** The updates of an installed app of version 1.2.9 on Windows, with a stick on which `text` is `update.json`. */
async function updatesWith(
  text: string | null,
  {
    installer = BYTES,
    installation = { kind: 'nsis', architecture: 'x64' },
    keys = [laterKey, key],
    takeSnapshots = vi.fn(async () => undefined),
    version = '1.2.9',
  }: {
    installer?: Buffer | null;
    installation?: UpdatePort['installation'];
    keys?: readonly string[];
    takeSnapshots?: () => Promise<void>;
    version?: string;
  } = {},
): Promise<{ updates: Updates; closeAndInstall: ReturnType<typeof vi.fn>; takeSnapshots: () => Promise<void> }> {
  if (text !== null) await writeFile(join(stick, 'update.json'), text);
  if (installer) await writeFile(join(stick, INSTALLER), installer);
  // As the host's: it looks at the installer once more.
  const closeAndInstall = vi.fn(
    async (path: string, sha256: string) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex') === sha256,
  );
  const updates = createUpdates({
    host: {
      installation,
      chooseDescription: async () => (text === null ? null : join(stick, 'update.json')),
      closeAndInstall,
    },
    version,
    keys,
    folder,
    takeSnapshots,
    logger: { error: vi.fn() },
  });
  return { updates, closeAndInstall, takeSnapshots };
}

const signed = (changes: object = {}): string => signUpdate(description(changes), privateKey);
const [entry] = description().installers;

describe('an update that is in order', () => {
  it('is copied from the stick, and its installer starts from the copy after a snapshot of every record', async () => {
    const { updates, closeAndInstall, takeSnapshots } = await updatesWith(signed());
    expect(await updates.choose()).toEqual({ outcome: 'ready', version: '1.3.0' });
    expect(takeSnapshots).not.toHaveBeenCalled();
    await removeFolder(stick);
    expect(await updates.install('1.3.0')).toEqual({ outcome: 'closing' });
    expect(takeSnapshots).toHaveBeenCalledOnce();
    expect(closeAndInstall).toHaveBeenCalledWith(join(folder, INSTALLER), entry?.sha256);
    expect(await readFile(join(folder, INSTALLER))).toEqual(BYTES);
  });

  it('is deleted at the next start', async () => {
    const first = await updatesWith(signed());
    await first.updates.choose();
    await updatesWith(null);
    await vi.waitFor(() => {
      expect(existsSync(folder)).toBe(false);
    }, PATIENCE);
  });

  it('tells what it changes, and the next version says so once, then deletes the copy', async () => {
    const changes = {
      courseCorrected: [{ en: 'Article 38 is cited as it is.', km: 'មាត្រា ៣៨' }],
      courseAdded: [],
      appNew: [{ en: 'Certificates of a group.' }],
    };
    const first = await updatesWith(signed({ changes }));
    expect(await first.updates.choose()).toEqual({ outcome: 'ready', version: '1.3.0', changes });
    expect(await first.updates.last()).toBeNull();
    const { updates } = await updatesWith(null, { version: '1.3.0' });
    expect(await updates.last()).toEqual({ version: '1.3.0', changes });
    expect(await updates.last()).toBeNull();
    expect(existsSync(folder)).toBe(false);
    const { updates: later } = await updatesWith(null, { version: '1.3.0' });
    expect(await later.last()).toBeNull();
  });

  it.each([
    ['brought another version', { version: '1.2.9' }],
    ['isn’t signed by the makers', { version: '1.3.0', keys: [laterKey] }],
  ])('tells nothing of an update that %s', async (_, options) => {
    const changes = { courseCorrected: [], courseAdded: [], appNew: [{ en: 'New.' }] };
    const first = await updatesWith(signed({ changes }));
    await first.updates.choose();
    const { updates } = await updatesWith(null, options);
    expect(await updates.last()).toBeNull();
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['too many', { appNew: Array.from({ length: 6 }, () => ({ en: 'x' })) }],
    ['too long', { appNew: [{ en: 'x'.repeat(201) }] }],
    ['another language', { appNew: [{ en: 'x', fr: 'x' }] }],
    ['another kind', { appOld: [] }],
  ])('with changes that are %s is unreadable', async (_, part) => {
    const changes = { courseCorrected: [], courseAdded: [], appNew: [], ...part };
    const { updates } = await updatesWith(signed({ changes }));
    expect(await updates.choose()).toEqual({ outcome: 'refused', reason: 'unreadable' });
  });

  it('of a host that can’t be updated deletes nothing', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'mine.txt'), 'mine');
    const options = { version: '1.2.9', keys: [key], folder, takeSnapshots: async () => undefined };
    const updates = createUpdates({ ...options, host: null, logger: { error: vi.fn() } });
    expect(await updates.choose()).toEqual({ outcome: 'refused', reason: 'unsupported' });
    expect(await readFile(join(folder, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('is copied through no link in place of its folder', async () => {
    const elsewhere = join(base, 'elsewhere');
    await mkdir(elsewhere);
    await mkdir(folder, { recursive: true });
    const { updates } = await updatesWith(signed());
    await vi.waitFor(() => {
      expect(existsSync(folder)).toBe(false);
    }, PATIENCE);
    await symlink(elsewhere, folder);
    await expect(updates.choose()).rejects.toMatchObject({ details: { reason: 'ELOOP' } });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it.each(['1.2.10', '1.3.0', '2.0.0'])('is newer by any of its three numbers: %s', async (version) => {
    const { updates } = await updatesWith(signed({ version }));
    expect(await updates.choose()).toEqual({ outcome: 'ready', version });
  });

  it('may be for every processor of its system', async () => {
    const { updates } = await updatesWith(
      signed({ installers: [{ ...entry, kind: 'dmg', architecture: 'universal' }] }),
      {
        installation: { kind: 'dmg', architecture: 'arm64' },
      },
    );
    expect(await updates.choose()).toMatchObject({ outcome: 'ready' });
  });

  it('is described by the script that signs it, as it lies in the folder of a release', async () => {
    await writeFile(join(stick, 'SHA256SUMS'), '');
    await writeFile(join(stick, 'child-justice-series-1.2.0-win-x64.exe'), 'an older one');
    await writeFile(join(stick, INSTALLER), BYTES);
    expect(await describeUpdate(stick, '1.3.0')).toEqual(description());
    await expect(describeUpdate(stick, '9.9.9')).rejects.toThrow(/No installer/u);
  });
});

describe('an update is refused, and nothing is kept,', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const envelope = (text: string) => JSON.parse(text) as { description: string; signature: string };
  const altered = JSON.stringify({
    ...envelope(signed()),
    description: envelope(signed()).description.replace('1.3.0', '1.4.0'),
  });

  it.each([
    ['that isn’t JSON', 'setup', 'unreadable'],
    ['that has something more', JSON.stringify({ ...envelope(signed()), run: 'now' }), 'unreadable'],
    ['that is too long', signed() + ' '.repeat(70_000), 'unreadable'],
    ['whose signed text isn’t a description', signed({ installers: 'all' }), 'unreadable'],
    [
      'that names an installer in another folder',
      signed({ installers: [{ ...entry, file: 'bin/../../x.exe' }] }),
      'unreadable',
    ],
    ['signed by somebody else', signUpdate(description(), other), 'signature'],
    ['changed after it was signed', altered, 'signature'],
    ['without a real signature', JSON.stringify({ ...envelope(signed()), signature: '' }), 'signature'],
    ['of another program', signed({ app: 'another-app' }), 'other-app'],
    ['of the same version', signed({ version: '1.2.9' }), 'not-newer'],
    ['of an older version, though 10 is written before 9', signed({ version: '1.2.8' }), 'not-newer'],
    ['of an older major version', signed({ version: '0.99.99' }), 'not-newer'],
    ['for another processor', signed({ installers: [{ ...entry, architecture: 'arm64' }] }), 'other-system'],
    ['for another system', signed({ installers: [{ ...entry, kind: 'dmg' }] }), 'other-system'],
  ])('%s', async (_, text, reason) => {
    const { updates, closeAndInstall } = await updatesWith(text);
    expect(await updates.choose()).toEqual({ outcome: 'refused', reason });
    expect(await updates.install('1.3.0')).toMatchObject({ outcome: 'refused' });
    expect(closeAndInstall).not.toHaveBeenCalled();
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['without its installer', null, 'missing'],
    ['whose installer is cut short', BYTES.subarray(1), 'damaged'],
    ['whose installer is longer', Buffer.concat([BYTES, BYTES]), 'damaged'],
    ['whose installer has another content of that length', Buffer.from('the new versioN'), 'damaged'],
  ])('%s', async (_, installer, reason) => {
    const { updates } = await updatesWith(signed(), { installer });
    expect(await updates.choose()).toEqual({ outcome: 'refused', reason });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is gone when it is read', async () => {
    const { updates } = await updatesWith(signed());
    await rm(join(stick, 'update.json'));
    expect(await updates.choose()).toEqual({ outcome: 'refused', reason: 'unreadable' });
  });

  it('whose installer is there and can’t be read', async () => {
    const { updates } = await updatesWith(signed(), { installer: null });
    await mkdir(join(stick, INSTALLER));
    expect(await updates.choose()).toEqual({ outcome: 'refused', reason: 'damaged' });
  });

  it('whose stick is taken out meanwhile, without a word against the installer', async () => {
    const { updates } = await updatesWith(signed());
    const prototype = await fileHandlePrototype();
    const { read } = prototype;
    const reading = vi.spyOn(prototype, 'read').mockImplementationOnce(function (this: FileHandle, ...given) {
      reading.mockRejectedValueOnce(systemError('EIO', 'read'));
      return Reflect.apply(read, this, given) as ReturnType<typeof read>;
    } as typeof read);
    await expect(updates.choose()).rejects.toMatchObject({ details: { reason: 'EIO' } });
    reading.mockRestore();
    expect(readdirSync(folder)).toEqual([]);
    expect(await updates.choose()).toMatchObject({ outcome: 'ready' });
  });

  it('whose copy was changed between the check and the start', async () => {
    const takeSnapshots = vi.fn(() => writeFile(join(folder, INSTALLER), 'another program'));
    const { updates } = await updatesWith(signed(), { takeSnapshots });
    await updates.choose();
    expect(await updates.install('1.3.0')).toEqual({ outcome: 'refused', reason: 'damaged' });
  });

  it('when a record can’t be copied before', async () => {
    const { updates, closeAndInstall } = await updatesWith(signed(), {
      takeSnapshots: () => Promise.reject(new Error('The disk is full.')),
    });
    await updates.choose();
    expect(await updates.install('1.3.0')).toEqual({ outcome: 'refused', reason: 'snapshot' });
    expect(closeAndInstall).not.toHaveBeenCalled();
  });

  it('that wasn’t chosen', async () => {
    const { updates, closeAndInstall } = await updatesWith(signed());
    expect(await updates.install('1.3.0')).toEqual({ outcome: 'refused', reason: 'unsupported' });
    expect(closeAndInstall).not.toHaveBeenCalled();
  });

  it('of another version than the one that was chosen, and of one that another choice followed', async () => {
    const { updates, closeAndInstall } = await updatesWith(signed());
    await updates.choose();
    expect(await updates.install('1.4.0')).toEqual({ outcome: 'refused', reason: 'unsupported' });
    await writeFile(join(stick, 'update.json'), 'setup');
    expect(await updates.choose()).toMatchObject({ outcome: 'refused' });
    expect(await updates.install('1.3.0')).toEqual({ outcome: 'refused', reason: 'unsupported' });
    expect(closeAndInstall).not.toHaveBeenCalled();
  });

  it('on a host that can’t be updated from a file', async () => {
    const options = { version: '1.2.9', keys: [key], folder, takeSnapshots: vi.fn(), logger: { error: vi.fn() } };
    const updates = createUpdates({ ...options, host: null });
    expect(await updates.choose()).toEqual({ outcome: 'refused', reason: 'unsupported' });
  });
});

it('choosing nothing changes nothing', async () => {
  const { updates } = await updatesWith(null);
  expect(await updates.choose()).toEqual({ outcome: 'cancelled' });
});

it('a description that the makers’ own key signed is known by the key that the app carries', async () => {
  const text = await readFile(resolve(import.meta.dirname, '../../../fixtures/updates/pinned-key/update.json'), 'utf8');
  const { updates } = await updatesWith(text, { keys: PINNED_KEYS });
  // Read and believed, and of an old version.
  expect(await updates.choose()).toEqual({ outcome: 'refused', reason: 'not-newer' });
  const changed = await updatesWith(text.replace('0.0.1', '9.0.1'), { keys: PINNED_KEYS });
  expect(await changed.updates.choose()).toEqual({ outcome: 'refused', reason: 'signature' });
});
