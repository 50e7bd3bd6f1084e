import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fstatSync } from 'node:fs';
import { mkdir, readFile, readdir, readlink, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FINGERPRINT_PIECE_BYTES, sameFile } from '../../../../src/contract/recording';
import { createRecordingFiles, type RecordingFiles } from '../../../../src/main/services/recordings';
import { fileHandlePrototype } from '../../../support/file-handle-prototype';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { systemError } from '../../../support/system-error';

const LEARNER = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const OTHER = '018f3c1e-7b2a-7c3d-8e4f-0123456789cd';
let folder: string;
let chosen: string | null;
let ids = 0;

beforeEach(async () => {
  folder = await makeFolder('recording-files');
  chosen = null;
});
afterEach(() => removeFolder(folder));

function start(): RecordingFiles {
  return createRecordingFiles({
    folder: join(folder, 'recordings'),
    chooseFile: async () => chosen,
    newId: () => `018f3c1e-7b2a-7c3d-8e4f-${String((ids += 1)).padStart(12, '0')}`,
  });
}

async function choose(files: RecordingFiles, name: string, content: string | Uint8Array = 'a recording') {
  chosen = join(folder, name);
  await writeFile(chosen, content);
  const answer = await files.choose(LEARNER, 'recording');
  if (answer.outcome !== 'chosen') throw new Error(answer.outcome);
  return answer;
}

describe('a chosen recording', () => {
  it('is served at once, and in the next run by its id once it was found again', async () => {
    const files = start();
    const { fileId, fileName, fingerprint } = await choose(files, 'session 3.mp4');
    expect([fileName, files.pathOf(fileId)]).toEqual(['session 3.mp4', join(folder, 'session 3.mp4')]);
    const next = start();
    expect(next.pathOf(fileId)).toBeNull();
    expect(await next.check(LEARNER, fileId)).toEqual({ state: 'present', fingerprint });
    expect(next.pathOf(fileId)).toBe(join(folder, 'session 3.mp4'));
  });

  it('is told from another file of its name by its size, its start and its end', async () => {
    const bytes = new Uint8Array(3 * FINGERPRINT_PIECE_BYTES);
    const files = start();
    const { fileId, fingerprint } = await choose(files, 'a.webm', bytes);
    expect(fingerprint).toEqual({
      size: bytes.length,
      sha256: createHash('sha256')
        .update(bytes.subarray(0, 2 * FINGERPRINT_PIECE_BYTES))
        .digest('hex'),
    });
    for (const [at, size] of [
      [0, bytes.length],
      [bytes.length - 1, bytes.length],
      [0, bytes.length + 1],
    ] as const) {
      const other = new Uint8Array(size);
      other[at] = 1;
      await writeFile(join(folder, 'a.webm'), other);
      const now = await files.check(LEARNER, fileId);
      expect(now.state === 'present' && sameFile(now.fingerprint, fingerprint)).toBe(false);
    }
  });

  it('is looked at when the look before has ended: a drive that does not answer holds one thread, not all', async () => {
    const files = start();
    const large = await choose(files, 'a.mp4', new Uint8Array(3 * FINGERPRINT_PIECE_BYTES));
    const gone = await choose(files, 'b.mp4');
    await rm(join(folder, 'b.mp4'));
    const ended: string[] = [];
    await Promise.all(
      [large, gone].map(async ({ fileId, fileName }) => {
        await files.check(LEARNER, fileId);
        ended.push(fileName);
      }),
    );
    expect(ended).toEqual(['a.mp4', 'b.mp4']);
  });

  it('that was moved, or whose stick was pulled out, is missing and not served; put back, it is there', async () => {
    const files = start();
    const { fileId, fingerprint } = await choose(files, 'a.mp3');
    await rename(join(folder, 'a.mp3'), join(folder, 'b.mp3'));
    expect(await files.check(LEARNER, fileId)).toEqual({ state: 'missing' });
    expect(files.pathOf(fileId)).toBeNull();
    await rename(join(folder, 'b.mp3'), join(folder, 'a.mp3'));
    expect(await files.check(LEARNER, fileId)).toEqual({ state: 'present', fingerprint });
  });

  it.skipIf(process.platform === 'win32').each([
    ['ENODEV', 'missing'],
    ['ENXIO', 'missing'],
    ['EIO', 'missing'],
    ['EACCES', 'unreadable'],
  ])('of whose drive the system says %s is %s, and is not served', async (code, state) => {
    const files = start();
    const { fileId } = await choose(files, 'a.mp3');
    const stating = vi.spyOn(await fileHandlePrototype(), 'stat');
    stating.mockImplementation(async function (this: FileHandle) {
      const { size } = fstatSync(this.fd);
      if (size === 'a recording'.length) throw systemError(code);
      return fstatSync(this.fd);
    } as FileHandle['stat']);
    try {
      expect(await files.check(LEARNER, fileId)).toEqual({ state });
    } finally {
      stating.mockRestore();
    }
    expect(files.pathOf(fileId)).toBeNull();
  });

  it('in a folder that became a file is missing', async () => {
    const files = start();
    await mkdir(join(folder, 'stick'));
    const { fileId } = await choose(files, 'stick/a.mp3');
    await removeFolder(join(folder, 'stick'));
    await writeFile(join(folder, 'stick'), '');
    expect(await files.check(LEARNER, fileId)).toEqual({ state: 'missing' });
  });

  it.runIf(process.platform === 'linux')('is not held open: a stick can be taken out', async () => {
    const files = start();
    const { fileId } = await choose(files, 'a.mp3');
    await files.check(LEARNER, fileId);
    const links = (await readdir('/proc/self/fd')).map((name) => readlink(`/proc/self/fd/${name}`).catch(() => ''));
    expect((await Promise.all(links)).filter((path) => path.startsWith(folder))).toEqual([]);
  });

  it('that became a folder is unreadable', async () => {
    const files = start();
    const { fileId } = await choose(files, 'a.mp3');
    await rm(join(folder, 'a.mp3'));
    await mkdir(join(folder, 'a.mp3'));
    expect(await files.check(LEARNER, fileId)).toEqual({ state: 'unreadable' });
  });

  it.runIf(process.platform !== 'win32')('that became a pipe is unreadable, and holds up nothing', async () => {
    const files = start();
    const { fileId } = await choose(files, 'a.mp3');
    await rm(join(folder, 'a.mp3'));
    execFileSync('mkfifo', [join(folder, 'a.mp3')]);
    // Each would block one of the four threads that all work on the disk shares.
    for (let times = 0; times < 5; times += 1)
      expect(await files.check(LEARNER, fileId)).toEqual({ state: 'unreadable' });
    expect(await readdir(folder)).toContain('a.mp3');
  });

  it('is one of many: each is found, and forgetting one forgets no other', async () => {
    const files = start();
    const [first, second] = [await choose(files, 'a.mp4'), await choose(files, 'b.mp4')];
    expect(await files.check(LEARNER, first.fileId)).toMatchObject({ state: 'present' });
    await files.forget(LEARNER, first.fileId);
    expect(files.pathOf(first.fileId)).toBeNull();
    expect(await start().check(LEARNER, first.fileId)).toEqual({ state: 'missing' });
    expect(await start().check(LEARNER, second.fileId)).toMatchObject({ state: 'present' });
  });

  it('belongs to one learner, who can forget it', async () => {
    const files = start();
    const { fileId } = await choose(files, 'a.mp4');
    expect(await files.check(OTHER, fileId)).toEqual({ state: 'missing' });
    await files.forget(LEARNER, fileId);
    expect(await files.check(LEARNER, fileId)).toEqual({ state: 'missing' });
    expect(await readFile(join(folder, 'a.mp4'), 'utf8')).toBe('a recording');
  });

  it('leaves no trace of its place when its learner is removed', async () => {
    const files = start();
    const { fileId } = await choose(files, 'a.mp4');
    const [list = ''] = await readdir(join(folder, 'recordings'));
    await files.clear(LEARNER);
    await files.clear(LEARNER);
    expect(await readdir(join(folder, 'recordings'))).toEqual([]);
    expect(files.pathOf(fileId)).toBeNull();
    await mkdir(join(folder, 'recordings', list));
    await expect(files.clear(LEARNER)).rejects.toMatchObject({ name: 'OperationFailure' });
  });
});

describe('the dialog', () => {
  it('that is cancelled, or answered with a file of another kind or a folder, leaves everything as it was', async () => {
    const files = start();
    expect(await files.choose(LEARNER, 'recording')).toEqual({ outcome: 'cancelled' });
    chosen = join(folder, 'notes.docx');
    await writeFile(chosen, 'x');
    expect(await files.choose(LEARNER, 'recording')).toEqual({ outcome: 'unsuitable', fileName: 'notes.docx' });
    chosen = join(folder, 'folder.mp4');
    await mkdir(chosen);
    expect(await files.choose(LEARNER, 'recording')).toEqual({ outcome: 'unreadable', fileName: 'folder.mp4' });
    expect(await readdir(folder)).not.toContain('recordings');
  });

  it('takes captions for captions alone', async () => {
    const files = start();
    chosen = join(folder, 'a.VTT');
    await writeFile(chosen, 'WEBVTT\n');
    expect(await files.choose(LEARNER, 'captions')).toMatchObject({ outcome: 'chosen', fileName: 'a.VTT' });
    expect(await files.choose(LEARNER, 'recording')).toMatchObject({ outcome: 'unsuitable' });
  });
});

it('a list that can’t be read as one is an empty one, and entries that are no absolute paths are left out', async () => {
  const files = start();
  const { fileId } = await choose(files, 'a.mp4');
  const [name = ''] = await readdir(join(folder, 'recordings'));
  const list = join(folder, 'recordings', name);
  await writeFile(
    list,
    JSON.stringify([null, 3, { id: fileId, path: relative(process.cwd(), join(folder, 'a.mp4')) }]),
  );
  expect(await files.check(LEARNER, fileId)).toEqual({ state: 'missing' });
  await writeFile(list, '{"half');
  expect(await files.check(LEARNER, fileId)).toEqual({ state: 'missing' });
});
