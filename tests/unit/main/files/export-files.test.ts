import { beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../src/contract/delivery';
import { OperationFailure } from '../../../../src/contract/result';
import type { DeliverableFile } from '../../../../src/main/services/ports';
import { createExportFiles, type ExportFiles } from '../../../../src/main/services/files/export-files';
import { systemError } from '../../../support/system-error';

let delivered: DeliverableFile[];
let refuse: Error | null;
let files: ExportFiles;

beforeEach(() => {
  delivered = [];
  refuse = null;
  const deliverFile = async (file: DeliverableFile): Promise<Delivery> => {
    if (refuse) throw refuse;
    delivered.push(file);
    return { outcome: 'download', fileName: file.suggestedName, path: '/downloads/x' };
  };
  files = createExportFiles({ host: { deliverFile } });
});

describe('an export in pieces', () => {
  it.each([
    ['learner-file', 'Backup - Sok Dara.jsonl', 'application/x-ndjson'],
    ['statements', 'Statements - Sok Dara.json', 'application/json'],
    ['record-table', 'Record - Sok Dara.csv', 'text/csv'],
    ['question-banks', 'Question bank - Sok Dara.txt', 'text/plain'],
    ['countersignatures', 'Countersignatures - Sok Dara.json', 'application/json'],
    ['group', 'Group - Sok Dara.json', 'application/json'],
    ['notebook', 'Notebook - Sok Dara.md', 'text/markdown'],
  ] as const)('has its name and type from its kind: %s', async (kind, name, mimeType) => {
    await files.finish(files.begin(kind, 'Sok Dara'));
    expect(delivered).toMatchObject([{ suggestedName: name, mimeType }]);
  });

  it('is handed over whole, in the order of the pieces, under a safe name', async () => {
    const id = files.begin('learner-file', '../../Sok: Dara');
    for (let index = 0; index < 50; index += 1) files.append(id, `${index} សុខ\n`);
    await files.finish(id);
    expect(delivered.map(({ suggestedName, mimeType }) => [suggestedName, mimeType])).toEqual([
      ['Backup - .. .. Sok Dara.jsonl', 'application/x-ndjson'],
    ]);
    expect(Buffer.from(delivered[0]?.bytes ?? []).toString('utf8')).toBe(
      Array.from({ length: 50 }, (_, index) => `${index} សុខ\n`).join(''),
    );
  });

  it('takes nothing more when it is cancelled', async () => {
    const id = files.begin('learner-file', 'x');
    files.append(id, 'text');
    expect(files.cancel(id)).toBe(true);
    expect(files.cancel(id)).toBe(false);
    expect(() => {
      files.append(id, 'more');
    }).toThrow(expect.objectContaining({ code: 'not-found' }));
    await expect(files.finish(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ends when the host can’t deliver it, and says why', async () => {
    refuse = new OperationFailure('disk-full', 'No room.');
    const id = files.begin('learner-file', 'x');
    await expect(files.finish(id)).rejects.toMatchObject({ code: 'disk-full' });
    await expect(files.finish(id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that meets an error of the system says why in the screen’s terms, without the path', async () => {
    refuse = systemError('ENOSPC');
    await expect(files.finish(files.begin('learner-file', 'x'))).rejects.toMatchObject({
      code: 'disk-full',
      details: { fileName: 'Backup' },
    });
  });

  it('ends where it grows beyond what an import takes', () => {
    const id = files.begin('learner-file', 'x');
    const piece = 'x'.repeat(64 * 1024 * 1024);
    for (let index = 0; index < 4; index += 1) files.append(id, piece);
    expect(() => {
      files.append(id, 'x');
    }).toThrow(expect.objectContaining({ code: 'write-failed' }));
    expect(files.cancel(id)).toBe(false);
  });

  it('gives way, the oldest first, where a page begins one after another', async () => {
    const ids = Array.from({ length: 3 }, () => files.begin('learner-file', 'x'));
    await expect(files.finish(ids[0] ?? '')).rejects.toMatchObject({ code: 'not-found' });
    await files.finish(ids[2] ?? '');
    expect(delivered).toHaveLength(1);
    expect(files.cancel(ids[1] ?? '')).toBe(true);
  });

  it('is forgotten with all others, whoever began them', () => {
    const ids = [files.begin('learner-file', 'x'), files.begin('statements', 'y')];
    files.cancelAll();
    expect(ids.map((id) => files.cancel(id))).toEqual([false, false]);
  });
});
