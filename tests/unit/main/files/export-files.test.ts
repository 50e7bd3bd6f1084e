import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Delivery } from '../../../../src/contract/delivery';
import { OperationFailure } from '../../../../src/contract/result';
import type { DeliverableFile } from '../../../../src/main/ports';
import { temporaryFileName } from '../../../../src/main/services/files/atomic-write';
import { createExportFiles, type ExportFiles } from '../../../../src/main/services/files/export-files';
import { PATIENCE } from '../../../support/patience';

let folder: string;
let delivered: DeliverableFile[];
let refuse: OperationFailure | null;
let files: ExportFiles;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cjs-exports-'));
  delivered = [];
  refuse = null;
  const deliverFile = async (file: DeliverableFile): Promise<Delivery> => {
    if (refuse) throw refuse;
    delivered.push(file);
    return { outcome: 'download', fileName: file.suggestedName, path: '/downloads/x' };
  };
  files = createExportFiles({ folder, host: { deliverFile } });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('an export in pieces', () => {
  it.each([
    ['learner-file', 'Learner file - Sok Dara.jsonl', 'application/x-ndjson'],
    ['statements', 'Statements - Sok Dara.json', 'application/json'],
    ['record-table', 'Record - Sok Dara.csv', 'text/csv'],
    ['question-banks', 'Question bank - Sok Dara.txt', 'text/plain'],
    ['notebook', 'Notebook - Sok Dara.md', 'text/markdown'],
  ] as const)('has its name and type from its kind: %s', async (kind, name, mimeType) => {
    await files.finish(await files.begin(kind, 'Sok Dara'));
    expect(delivered).toMatchObject([{ suggestedName: name, mimeType }]);
  });

  it('is handed over whole, in the order of the pieces, under a safe name', async () => {
    const id = await files.begin('learner-file', '../../Sok: Dara');
    await Promise.all(Array.from({ length: 50 }, (_, index) => files.append(id, `${index} សុខ\n`)));
    await files.finish(id);
    expect(delivered.map(({ suggestedName, mimeType }) => [suggestedName, mimeType])).toEqual([
      ['Learner file - .. .. Sok Dara.jsonl', 'application/x-ndjson'],
    ]);
    expect(Buffer.from(delivered[0]?.bytes ?? []).toString('utf8')).toBe(
      Array.from({ length: 50 }, (_, index) => `${index} សុខ\n`).join(''),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits under the name that the sweep of a killed run looks for', async () => {
    const id = await files.begin('learner-file', 'x');
    expect(readdirSync(folder).filter((name) => temporaryFileName.test(name))).toHaveLength(1);
    await files.cancel(id);
  });

  it('leaves nothing when it is cancelled, and takes nothing more', async () => {
    const id = await files.begin('learner-file', 'x');
    await files.append(id, 'text');
    expect(await files.cancel(id)).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    expect(await files.cancel(id)).toBe(false);
    await expect(files.append(id, 'more')).rejects.toMatchObject({ code: 'not-found' });
    await expect(files.finish(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves nothing when the host can’t deliver it, and says why', async () => {
    refuse = new OperationFailure('disk-full', 'No room.');
    const id = await files.begin('learner-file', 'x');
    await expect(files.finish(id)).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends where it grows beyond what an import takes', async () => {
    const id = await files.begin('learner-file', 'x');
    const piece = 'x'.repeat(64 * 1024 * 1024);
    for (let index = 0; index < 4; index += 1) await files.append(id, piece);
    await expect(files.append(id, 'x')).rejects.toMatchObject({ code: 'write-failed' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives way, the oldest first, where a page begins one after another', async () => {
    const ids = [];
    for (let index = 0; index < 5; index += 1) ids.push(await files.begin('learner-file', 'x'));
    expect(readdirSync(folder)).toHaveLength(4);
    await expect(files.finish(ids[0] ?? '')).rejects.toMatchObject({ code: 'not-found' });
    await files.finish(ids[4] ?? '');
    expect(delivered).toHaveLength(1);
    for (const id of ids.slice(1, 4)) expect(await files.cancel(id)).toBe(true);
  });

  it('of a window that was closed leaves nothing on the disk five minutes after its last piece', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const id = await files.begin('learner-file', 'x');
      vi.advanceTimersByTime(290_000);
      await files.append(id, 'the notes of somebody');
      vi.advanceTimersByTime(290_000);
      expect(readdirSync(folder)).toHaveLength(1);
      vi.advanceTimersByTime(10_000);
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => {
      expect(readdirSync(folder)).toEqual([]);
    }, PATIENCE);
  });

  it('leaves nothing on the disk when all are forgotten, whoever began them', async () => {
    const ids = [await files.begin('learner-file', 'x'), await files.begin('statements', 'y')];
    await files.cancelAll();
    expect(readdirSync(folder)).toEqual([]);
    for (const id of ids) await expect(files.append(id, 'more')).rejects.toMatchObject({ code: 'not-found' });
    await files.cancelAll();
  });

  it('is refused with a file code where the folder can’t be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const stuck = createExportFiles({
      folder: join(file, 'below'),
      host: { deliverFile: async () => ({ outcome: 'cancelled' }) },
    });
    await expect(stuck.begin('learner-file', 'x')).rejects.toBeInstanceOf(OperationFailure);
  });
});
