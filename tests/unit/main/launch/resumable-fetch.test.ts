import { lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resumableFetch } from '../../../../src/main/launch/resumable-fetch';
import { sends, startBadLine, type BadLine } from '../../../support/hosts/bad-line';
import { PATIENCE } from '../../../support/patience';
import { systemError } from '../../../support/system-error';

const BYTES = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 8)) % 256));

let folder: string;
let partFile: string;
let line: BadLine;
let address: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resumable-'));
  partFile = join(folder, 'electron.part');
  line = await startBadLine();
  address = `${line.origin}/electron.zip`;
});
afterEach(async () => {
  line.close();
  await rm(folder, { recursive: true, force: true });
});

const progress: number[] = [];
async function download(): Promise<Buffer> {
  progress.length = 0;
  const get = resumableFetch(fetch, {
    partFile,
    stallMilliseconds: 200,
    report: (received) => progress.push(received),
  });
  const response = await get(address);
  expect(response.headers.get('content-length')).toBe(String(BYTES.length));
  return Buffer.from(await response.arrayBuffer());
}

describe('a download over a bad line', () => {
  it('goes on where the line broke and where it fell silent, and leaves nothing behind', async () => {
    // What wasn't read before the line breaks is lost with it.
    const received = (): Promise<unknown> =>
      vi.waitFor(() => {
        expect(progress.at(-1)).toBeGreaterThan(0);
      }, PATIENCE);
    line.script(
      sends(BYTES, 100_000, 'breaks', true, received),
      sends(BYTES, 180_000, 'falls silent'),
      sends(BYTES, BYTES.length, 'ends'),
    );
    expect((await download()).equals(BYTES)).toBe(true);
    expect(line.ranges[0]).toBeUndefined();
    expect(line.ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/u.test(range ?? ''))).toBe(true);
    expect(progress.at(-1)).toBe(BYTES.length);
    await expect(stat(partFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('goes on with what an earlier start received', async () => {
    await writeFile(partFile, BYTES.subarray(0, 120_000));
    line.script(sends(BYTES, BYTES.length, 'ends'));
    expect((await download()).equals(BYTES)).toBe(true);
    expect(line.ranges).toEqual(['bytes=120000-']);
  });

  it('keeps what it has for the next start where it is ended', async () => {
    line.script(sends(BYTES, 150_000, 'falls silent'));
    const get = resumableFetch(fetch, { partFile, stallMilliseconds: 200, report: () => undefined });
    const reader = (await get(address)).body?.getReader();
    for (let received = 0; received < 150_000;) received += (await reader?.read())?.value?.length ?? 0;
    expect((await readFile(partFile)).equals(BYTES.subarray(0, 150_000))).toBe(true);
    // To its end: it would go on asking at an address that another test's server may have by then.
    line.script(sends(BYTES, BYTES.length, 'ends'));
    while ((await reader?.read())?.done === false);
  });

  it.runIf(process.platform === 'linux')(
    'ends with what the disk says where that is full, and leaves it its room',
    async () => {
      await symlink('/dev/full', partFile);
      line.script(sends(BYTES, BYTES.length, 'ends'));
      await expect(download()).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(progress).toEqual([0]);
      await expect(lstat(partFile)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('leaves the disk its room as well where whoever asked finds none', async () => {
    line.script(sends(BYTES, BYTES.length, 'ends'));
    const get = resumableFetch(fetch, { partFile, stallMilliseconds: 20_000, report: () => undefined });
    const { body } = await get(address);
    const reader = body?.getReader();
    await reader?.read();
    await reader?.cancel(systemError('ENOSPC'));
    await expect(lstat(partFile)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is whole where the server knows no ranges', async () => {
    line.script(sends(BYTES, 100_000, 'breaks', false), sends(BYTES, BYTES.length, 'ends', false));
    expect((await download()).equals(BYTES)).toBe(true);
    await writeFile(partFile, 'of another file');
    expect((await download()).equals(BYTES)).toBe(true);
  });

  it('takes no error that the server answers in between for a part of it, and asks again', async () => {
    line.script(
      sends(BYTES, 50_000, 'breaks'),
      (response) => response.writeHead(503).end('busy '.repeat(20_000)),
      sends(BYTES, BYTES.length, 'ends'),
    );
    expect((await download()).equals(BYTES)).toBe(true);
  });

  it('answers as the server does where there is no such file', async () => {
    line.script((response) => response.writeHead(404).end());
    const get = resumableFetch(fetch, { partFile, stallMilliseconds: 200, report: () => undefined });
    expect((await get(address)).status).toBe(404);
  });
});
