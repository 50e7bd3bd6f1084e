import { readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { createJournal } from '../../src/main/services/journal/journal';
import { learnerFile, readInPieces } from '../support/learner-files/learner-files';
import { sampleContents } from '../support/learner-files/learner-file-samples';
import { smallDisk, temporaryFolder, within } from '../support/faulty-places';
import { credentialText } from '../support/inputs/certificate-inputs';
import { removeFolder } from '../support/remove-folder';
import { moduleCertificate } from '../unit/main/certificate/certificate-samples';
import { desktopServices, saveLearnerFile } from './support/desktop-services';
import { openAndAppend } from './support/journal-append';
import { JOURNAL_LEARNER, learnerFileVersion } from './support/written-versions';

// F18: each thing that the host writes, to a disk of 64 KB: through the operations, as the page asks for it.
const evidence = { sectionsRead: 5, questionsAnswered: 10, attempts: 1 };
const document = moduleCertificate();

/** Runs on a small disk, removed afterwards. */
async function onSmallDisk(run: (disk: string, elsewhere: string) => Promise<void>): Promise<void> {
  await within({ skip: (reason) => test.skip(true, reason) }, smallDisk(), async (disk) => {
    const elsewhere = await temporaryFolder();
    try {
      await run(disk, elsewhere);
    } finally {
      await removeFolder(elsewhere);
    }
  });
}

/** Fills what is left of a disk, to the last byte. */
async function fill(disk: string): Promise<() => Promise<void>> {
  const path = join(disk, 'filling');
  for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      const failed = await writeFile(path, Buffer.alloc(size), { flag: 'a' }).then(
        () => false,
        () => true,
      );
      if (failed) break;
    }
  }
  return () => unlink(path);
}

test.describe('F18: a full disk', () => {
  test('on which a certificate is saved: the old file stays, nothing partial is left, and it is saved once there is room', async () => {
    await onSmallDisk(async (disk, data) => {
      const host = desktopServices({ data, documents: disk });
      const path = join(disk, 'certificate.pdf');
      host.choose(path);
      await writeFile(path, 'old');
      const free = await fill(disk);
      expect(await host.invoke('certificate.export', { credential: credentialText(document) })).toMatchObject({
        ok: false,
        error: { code: 'disk-full', details: { fileName: 'certificate.pdf', reason: 'ENOSPC' } },
      });
      expect(await readFile(path, 'utf8')).toBe('old');
      await free();
      expect(await readdir(disk)).toEqual(['certificate.pdf']);
      // Another place, as the text on the screen says.
      host.choose(join(data, 'certificate.pdf'));
      expect(await host.invoke('certificate.export', { credential: credentialText(document) })).toMatchObject({
        ok: true,
        value: { outcome: 'saved' },
      });
      expect((await readFile(join(data, 'certificate.pdf'))).subarray(0, 5).toString()).toBe('%PDF-');
    });
  });

  test('on which a learner file is saved: the old file stays and can still be read', async () => {
    await onSmallDisk(async (disk, data) => {
      const host = desktopServices({ data, documents: disk });
      const path = join(disk, 'record.jsonl');
      host.choose(path);
      const old = learnerFile(sampleContents());
      await writeFile(path, old);
      expect(await saveLearnerFile(host, learnerFileVersion(1))).toMatchObject({
        ok: false,
        error: { code: 'disk-full', details: { fileName: 'record.jsonl' } },
      });
      expect(await readFile(path, 'utf8')).toBe(old);
      expect(readInPieces(await readFile(path))).toEqual(sampleContents());
      expect(await readdir(disk)).toEqual(['record.jsonl']);
      expect(await readdir(data)).toEqual([]);
    });
  });

  test('on which the app’s own data are: a learner file is saved elsewhere all the same', async () => {
    await onSmallDisk(async (disk, documents) => {
      const host = desktopServices({ data: disk, documents });
      host.choose(join(documents, 'record.jsonl'));
      const free = await fill(disk);
      expect(await saveLearnerFile(host, learnerFileVersion(1))).toMatchObject({
        ok: true,
        value: { outcome: 'saved', fileName: 'record.jsonl' },
      });
      expect(await readFile(join(documents, 'record.jsonl'), 'utf8')).toBe(learnerFileVersion(1));
      await free();
      expect(await readdir(disk)).toEqual([]);
    });
  });

  test('under the journal: what was acknowledged stays, what was not can be sent again, and goes on when there is room', async () => {
    await onSmallDisk(async (disk, documents) => {
      const host = desktopServices({ data: disk, documents });
      const change = (index: number): { id: string; kind: 'note'; body: string } => ({
        id: `change-${index}`,
        kind: 'note',
        body: JSON.stringify({ text: 'x'.repeat(5_000) }),
      });
      const filling = join(disk, 'filling');
      await writeFile(filling, Buffer.alloc(20_000));
      let acknowledged = 0;
      for (;;) {
        const result = await openAndAppend(host.invoke, [change(acknowledged)]);
        if (!result.ok) {
          expect(result.error.code).toBe('disk-full');
          break;
        }
        acknowledged += 1;
      }
      expect(acknowledged).toBeGreaterThan(3);
      const held = await createJournal(join(disk, 'journals')).state(JOURNAL_LEARNER);
      expect(held).toMatchObject({ count: acknowledged, damagedLines: [] });
      // A record that is full can still be read.
      const read = await host.invoke('journal.read', { learnerId: JOURNAL_LEARNER, afterSequence: 0, limit: 100 });
      expect(read.ok && read.value.entries.length).toBe(acknowledged);
      await unlink(filling);
      expect(await openAndAppend(host.invoke, [change(acknowledged)])).toMatchObject({
        ok: true,
        value: { count: acknowledged + 1 },
      });
    });
  });

  test('under the signing key: no certificate is issued with half a key, and the next try makes it', async () => {
    await onSmallDisk(async (disk, documents) => {
      const host = desktopServices({ data: disk, documents });
      const free = await fill(disk);
      expect(await host.invoke('certificate.issue', { document, evidence })).toMatchObject({
        ok: false,
        error: { code: 'disk-full', details: { fileName: 'signing-key.json' } },
      });
      await free();
      expect(await readdir(disk)).toEqual([]);
      expect(await host.invoke('certificate.issue', { document, evidence })).toMatchObject({ ok: true });
      expect((await stat(join(disk, 'signing-key.json'))).size).toBeGreaterThan(100);
    });
  });

  test('on which a signed credential is saved: the old file stays', async () => {
    await onSmallDisk(async (disk, data) => {
      const host = desktopServices({ data, documents: disk });
      const signed = await host.invoke('certificate.issue', { document, evidence });
      if (!signed.ok) throw new Error(signed.error.message);
      const path = join(disk, 'credential.json');
      host.choose(path);
      await writeFile(path, 'old');
      const free = await fill(disk);
      expect(await host.invoke('credential.export', { credential: signed.value.credential })).toMatchObject({
        ok: false,
        error: { code: 'disk-full', details: { fileName: 'credential.json' } },
      });
      expect(await readFile(path, 'utf8')).toBe('old');
      await free();
      expect(await readdir(disk)).toEqual(['credential.json']);
    });
  });
});
