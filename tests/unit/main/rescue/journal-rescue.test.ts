import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyRecord } from '../../../../src/domain/protection/protection';
import { createExportFiles } from '../../../../src/main/services/files';
import { createJournal, type Journal } from '../../../../src/main/services/journal';
import { createJournalRescue, type JournalRescue } from '../../../../src/main/services/rescue';
import { makeFolder, removeFolder } from '../../../support/remove-folder';
import { appendTo } from '../snapshots/snapshot-scene';
import type { JournalChange } from '../../../../src/contract/journal-entry';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { readInPieces } from '../../../support/learner-files/learner-files';
import { identifier, learner, note, read, statement } from '../../../support/builders/statement-builders';

const NOW = Date.UTC(2026, 10, 26, 8);
let folder: string;
let journal: Journal;
let rescue: JournalRescue;
let files: { readonly name: string; readonly text: string }[];
let isCancelled: boolean;

beforeEach(async () => {
  folder = await makeFolder('rescue');
  journal = createJournal(join(folder, 'journals'));
  files = [];
  isCancelled = false;
  const exportFiles = createExportFiles({
    host: {
      deliverFile: async ({ suggestedName, bytes }) => {
        if (isCancelled) return { outcome: 'cancelled' };
        if (suggestedName.includes('Full')) throw new Error('The disk is full.');
        files.push({ name: suggestedName, text: new TextDecoder().decode(bytes) });
        return { outcome: 'saved', fileName: suggestedName, revealId: 'x' };
      },
    },
  });
  rescue = createJournalRescue({ journal, exportFiles, now: () => NOW });
});
afterEach(() => removeFolder(folder));

function keyRecord(keyId = identifier(70)): KeyRecord {
  const wrap = { salt: 'AAAA', iterations: 1_000, wrapped: 'AAAA' };
  const at = '2026-11-20T01:00:00.000Z';
  return { version: 1, keyId, status: 'active', pin: wrap, recovery: wrap, createdAt: at, updatedAt: at };
}

/** What a row has whose words were sealed with a key. */
function sealedWith(keyId: string): string {
  return Buffer.concat([Buffer.of(1), Buffer.from(keyId.slice(-8), 'hex'), Buffer.alloc(40)]).toString('base64');
}

async function keep(
  learnerId: string,
  ...changes: readonly (readonly [JournalChange['kind'], object])[]
): Promise<void> {
  await appendTo(
    journal,
    changes.map(([kind, body], at) => ({ id: `${learnerId}-${at}`, kind, body: JSON.stringify(body) })),
    learnerId,
  );
}

describe('a record that is saved without its page', () => {
  it('is a learner file that the app takes, with everything that the journal holds', async () => {
    const sample = sampleContents();
    await keep(
      sample.learner.id,
      ['learner', sample.learner],
      ['position', sample.position ?? {}],
      ...sample.statements.map((body) => ['statement', body] as const),
      ...sample.notes.map((body) => ['note', body] as const),
    );
    expect(await rescue.save()).toEqual({ saved: 1, notSaved: 0, unreadable: 0 });
    const contents = readInPieces(files[0]?.text ?? '');
    expect(contents.createdAt).toBe(new Date(NOW).toISOString());
    expect(contents.learner).toEqual(sample.learner);
    expect(contents.position).toEqual(sample.position);
    expect(contents.statements).toHaveLength(sample.statements.length);
    expect(contents.notes).toHaveLength(sample.notes.length);
    expect(files[0]?.name).toMatch(/^Backup - .*\.jsonl$/u);
  });

  it('is whole where it takes many pages, of which the first ends early', async () => {
    const { id } = learner();
    await keep(id, ['learner', learner()], ...Array<['note', object]>(40).fill(['note', { x: 'x'.repeat(250_000) }]));
    for (let page = 0; page < 5; page += 1) {
      const bodies = Array.from({ length: 500 }, (_, at) => statement(read('a/first'), page * 500 + at));
      await appendTo(
        journal,
        bodies.map((body) => ({ id: body.id, kind: 'statement', body: JSON.stringify(body) })),
        id,
      );
    }
    expect(await rescue.save()).toMatchObject({ saved: 1 });
    expect(readInPieces(files[0]?.text ?? '').statements).toHaveLength(2_500);
  });

  it('holds no plain word of a record with a PIN, and has the key of the sealed ones', async () => {
    const sealed = note({ id: identifier(71), text: '', quote: '', sealed: sealedWith(keyRecord().keyId) });
    await keep(
      learner().id,
      ['learner', learner()],
      ['note', note({ text: 'About a child' })],
      ['statement', statement(read('a/first'), 1)],
      ['key', keyRecord()],
      ['key', keyRecord(identifier(99_999))],
      ['note', sealed],
      ['note', { id: 'damaged' }],
    );
    expect(await rescue.save()).toEqual({ saved: 1, notSaved: 0, unreadable: 0 });
    expect(files[0]?.text).not.toContain('About a child');
    const contents = readInPieces(files[0]?.text ?? '');
    expect(contents.statements).toHaveLength(1);
    expect(contents.notes).toEqual([sealed]);
    expect(contents.keys).toEqual([keyRecord()]);
  });

  it('is saved also where the one before it can’t be, which isn’t called unreadable', async () => {
    const [full, other] = [learner({ latinName: 'Full Disk' }), learner({ id: identifier(9), latinName: 'Sok Dara' })];
    await keep(full.id, ['learner', full]);
    await keep(other.id, ['learner', other]);
    expect(await rescue.save()).toMatchObject({ saved: 1, notSaved: 1, unreadable: 0 });
    expect(files.map(({ name }) => name)).toEqual([expect.stringContaining('Sok Dara')]);
  });

  it('is one file a learner; also where no profile is left; one that can’t be read is counted, and one that is cancelled is not', async () => {
    await keep(learner().id, ['learner', learner()]);
    await keep(identifier(901), ['learner', learner({ id: identifier(901), latinName: 'Chan Sokha' })]);
    await keep(identifier(902), ['statement', statement(read('a/first'), 1)]);
    await writeFile(join(folder, 'journals', `${identifier(903)}.jsonl`), 'no journal\n');
    await mkdir(join(folder, 'journals', `${identifier(904)}.jsonl`));
    expect(await rescue.save()).toEqual({ saved: 3, notSaved: 0, unreadable: 2 });
    isCancelled = true;
    expect(await rescue.save()).toEqual({ saved: 0, notSaved: 0, unreadable: 2 });
  });
});
