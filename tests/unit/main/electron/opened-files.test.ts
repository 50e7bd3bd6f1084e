import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OPENED_FILE_PIECE_BYTES } from '../../../../src/contract/opened-file';
import { createOpenedFiles, learnerFileAmong, passedOnFile } from '../../../../src/main/electron/opened-files';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let folder: string;
beforeEach(async () => {
  folder = await makeFolder('opened');
});
afterEach(() => removeFolder(folder));

describe('the arguments of a start', () => {
  it.each([
    [['app', 'file.jsonl'], 'file.jsonl'],
    [['app', '/repository', 'សុខា ចាន់.JSONL'], 'សុខា ចាន់.JSONL'],
    [['app', '--allow-file-access-from-files', 'a.jsonl', '--original-process-start-time=1'], 'a.jsonl'],
    [['app'], null],
    [['x.jsonl'], null],
    [['app', '--user-data-dir=/x.jsonl'], null],
    [['app', 'certificate.pdf'], null],
  ])('%j name the file %j', (parameters, name) => {
    expect(learnerFileAmong(parameters, folder)).toBe(name === null ? null : join(folder, name));
  });

  it('name it by its address on GNOME, which puts that in place of the path', () => {
    const path = join(folder, 'ឯកសារ របស់ខ្ញុំ', 'ចាន់ សុខា #1 50%.jsonl');
    const { href, pathname } = pathToFileURL(path);
    expect(href).toContain('%20');
    expect(learnerFileAmong(['app', href], '/elsewhere')).toBe(path);
    expect(learnerFileAmong(['app', `file://localhost${pathname}`], '/elsewhere')).toBe(path);
    expect(learnerFileAmong(['app', `FILE://${pathname}`], '/elsewhere')).toBe(path);
    expect(learnerFileAmong(['app', pathToFileURL(join(folder, 'letter.pdf')).href], folder)).toBeNull();
  });

  // Looked for as they stand, so that the learner is told; never on another computer.
  it.each(['file://server/share/a.jsonl', 'file:///a%2Fb.jsonl', 'sftp://server/a.jsonl', 'file:a.jsonl'])(
    'don’t name another place by %s',
    (address) => {
      const named = learnerFileAmong(['app', address], folder);
      expect(named).toBe(resolve(folder, address));
    },
  );

  it('are passed on by another start as an absolute path and nothing else', () => {
    const path = resolve(folder, 'a.jsonl');
    expect(passedOnFile({ learnerFile: path })).toBe(path);
    for (const data of [null, undefined, 'a.jsonl', {}, { learnerFile: null }, { learnerFile: 'a.jsonl' }, [path]])
      expect(passedOnFile(data)).toBeNull();
  });
});

describe('a learner file that is opened with the app', () => {
  it('is named to the page once and read whole, in pieces', async () => {
    const tell = vi.fn();
    const files = createOpenedFiles(tell);
    const bytes = Buffer.alloc(OPENED_FILE_PIECE_BYTES + 5, 7);
    await writeFile(join(folder, 'a.jsonl'), bytes);
    files.add(join(folder, 'a.jsonl'));
    expect(tell).toHaveBeenCalledOnce();
    const named = await files.next();
    expect(named?.size).toBe(bytes.length);
    expect(await files.next()).toBeNull();
    const read = async (offset: number): Promise<Uint8Array> => files.read(named?.fileId ?? '', offset);
    const pieces = [await read(0), await read(OPENED_FILE_PIECE_BYTES), await read(bytes.length)];
    expect(pieces.map(({ length }) => length)).toEqual([OPENED_FILE_PIECE_BYTES, 5, 0]);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
  });

  it('is read to its end where it is opened again meanwhile, as an impatient person does', async () => {
    const files = createOpenedFiles(() => undefined);
    await writeFile(join(folder, 'a.jsonl'), 'ab');
    const open = async (): Promise<string> => {
      files.add(join(folder, 'a.jsonl'));
      return (await files.next())?.fileId ?? '';
    };
    const [first, second] = [await open(), await open()];
    for (const fileId of [first, second]) expect(Buffer.from(await files.read(fileId, 1)).toString()).toBe('b');
  });

  it('gives nothing but the file that was opened', async () => {
    const tell = vi.fn();
    const files = createOpenedFiles(tell);
    await writeFile(join(folder, 'secret.txt'), 'x');
    files.add(join(folder, 'secret.txt'));
    expect(tell).not.toHaveBeenCalled();
    expect(await files.next()).toBeNull();
    await expect(files.read('018f3c1e-7b2a-4c3d-8e4f-0123456789ab', 0)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is told of once where it is gone again, or a folder', async () => {
    const files = createOpenedFiles(() => undefined);
    files.add(join(folder, 'gone.jsonl'));
    await expect(files.next()).rejects.toMatchObject({ code: 'not-found' });
    expect(await files.next()).toBeNull();
    await mkdir(join(folder, 'folder.jsonl'));
    files.add(join(folder, 'folder.jsonl'));
    await expect(files.next()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('says so where it goes while it is read', async () => {
    const files = createOpenedFiles(() => undefined);
    await writeFile(join(folder, 'a.jsonl'), 'x');
    files.add(join(folder, 'a.jsonl'));
    const named = await files.next();
    await rm(join(folder, 'a.jsonl'));
    await expect(files.read(named?.fileId ?? '', 0)).rejects.toMatchObject({ code: 'not-found' });
  });
});
