import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snapshotLines } from '../../../../src/main/services/snapshots/snapshot-lines';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let folder = '';
beforeEach(async () => {
  folder = await makeFolder('lines');
});
afterEach(async () => {
  await removeFolder(folder);
});

async function packed(text: string): Promise<string> {
  const path = join(folder, 'state.jsonl.gz');
  await writeFile(path, gzipSync(text));
  return path;
}

async function linesOf(path: string, maximumTextBytes?: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of snapshotLines(path, maximumTextBytes)) lines.push(line.toString('utf8'));
  return lines;
}

describe('snapshotLines', () => {
  it('gives each line, without its line feed', async () => {
    expect(await linesOf(await packed('one\n\nសុខ\n'))).toEqual(['one', '', 'សុខ']);
  });

  it('refuses a last line that has no line feed, and a text that is cut', async () => {
    await expect(linesOf(await packed('one\ntwo'))).rejects.toMatchObject({
      code: 'snapshot-damaged',
      details: { fileName: 'state.jsonl.gz' },
    });
    const path = join(folder, 'cut.jsonl.gz');
    await writeFile(path, gzipSync('one\ntwo\n').subarray(0, -9));
    await expect(linesOf(path)).rejects.toMatchObject({ code: 'snapshot-damaged' });
  });

  it('refuses what unpacks to more than a snapshot can hold, also in short lines', async () => {
    const path = await packed('{}\n'.repeat(400_000));
    expect(await linesOf(path, 1_200_000)).toHaveLength(400_000);
    await expect(linesOf(path, 1_199_999)).rejects.toMatchObject({ code: 'snapshot-damaged' });
  });

  it('refuses a line that goes on for ever', async () => {
    await expect(linesOf(await packed(`${'a'.repeat(5 * 1024 * 1024)}\n`))).rejects.toMatchObject({
      code: 'snapshot-damaged',
    });
  });

  it('says that a file is not there', async () => {
    await expect(linesOf(join(folder, 'absent.jsonl.gz'))).rejects.toMatchObject({ code: 'not-found' });
  });
});
