import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAndAppend, TEST_PAGE } from '../support/hosts/opened-record';
import { loadBuiltDesktopHost, type BuiltDesktopHost } from '../support/hosts/built-desktop-host';
import { certificateDocument } from '../support/inputs/operation-inputs';
import { makeFolder, removeFolder } from '../support/remove-folder';

const fixtures = resolve(import.meta.dirname, '../fixtures');
const LEARNER = '01a224be-9437-7ace-813b-b427e6884fd3';
/** Was removed from this computer. */
const REMOVED = '018f3c1e-7b2a-7c3d-8e4f-0123456789ab';
const MANUAL_SNAPSHOT = '000002-2026-11-29T00-40-02-297Z-manual';
const REMEMBERED_FILES = 'recordings/617de01f7080ee1b05f78a67e35fe2fa476726311c493411cb41b6e171ff0d25.json';

let base: string;
let host: BuiltDesktopHost;
beforeAll(async () => {
  base = await makeFolder('data-of-1.0.0');
  const dataFolder = join(base, 'Child Justice Series');
  await cp(join(fixtures, 'data-folders/1.0.0'), dataFolder, { recursive: true });
  // The stick that the recording was on.
  const files = join(dataFolder, REMEMBERED_FILES);
  const text = await readFile(files, 'utf8');
  await writeFile(files, text.replace('/media/stick', JSON.stringify(join(fixtures, 'recordings')).slice(1, -1)));
  host = await loadBuiltDesktopHost({ appDataFolder: base, storageBackend: 'basic_text' });
});
afterAll(() => removeFolder(base));

/** The value that an operation answers. */
async function value(name: string, input: unknown): Promise<unknown> {
  const result = await host.invoke(name, input);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('the data folder that version 1.0.0 left', () => {
  it('has its record, whole', async () => {
    expect(await value('journal.list', {})).toMatchObject({
      journals: [
        {
          learnerId: LEARNER,
          learner: expect.stringContaining('"khmerName":"ចាន់ សុខា"'),
          state: { count: 3, lastSequence: 3, damagedLines: [] },
        },
      ],
    });
    expect(await value('journal.read', { learnerId: LEARNER, afterSequence: 0, limit: 100 })).toMatchObject({
      entries: [
        { change: { kind: 'learner' } },
        { change: { kind: 'statement', body: expect.stringContaining('diversion/why-not-court') } },
        { change: { kind: 'note', body: expect.stringContaining('ឧត្តមប្រយោជន៍របស់កុមារ') } },
      ],
    });
  });

  it('has its removed learner removed', async () => {
    expect(await value('learner-removal.find', { learnerIds: [REMOVED, LEARNER] })).toEqual({
      removed: [{ learnerId: REMOVED, at: '2026-11-29T00:40:02.612Z' }],
    });
    expect(await host.invoke('journal.read', { learnerId: REMOVED, afterSequence: 0, limit: 1 })).toMatchObject({
      error: { code: 'learner-removed' },
    });
  });

  it('has the key with which certificates were signed, and signs with it', async () => {
    const signed = await readFile(join(fixtures, 'data-folders/signed-with-1.0.0.json'));
    expect(await value('credential.verify', { base64: signed.toString('base64') })).toMatchObject({
      outcome: 'checked',
      signature: 'intact',
      maker: 'this-computer',
    });
    const evidence = { sectionsRead: 6, questionsAnswered: 12, attempts: 1 };
    const { issuer } = JSON.parse(signed.toString()) as { readonly issuer: { readonly id: string } };
    expect(await value('certificate.issue', { document: certificateDocument, evidence })).toMatchObject({
      credential: expect.stringContaining(issuer.id),
    });
  });

  it('knows where the recording is', async () => {
    const fileId = '8a23aa2e-c6a9-48e0-b822-835480afaff6';
    expect(await value('recording.check', { learnerId: LEARNER, fileId })).toMatchObject({ state: 'present' });
  });

  it('can be set back to its snapshot, and goes on from there', async () => {
    expect(await value('snapshot.list', { learnerId: LEARNER })).toMatchObject({
      snapshots: expect.arrayContaining([expect.objectContaining({ snapshotId: MANUAL_SNAPSHOT, reason: 'manual' })]),
      failure: null,
    });
    const changes = [{ id: 'change-1', kind: 'note' as const, body: '{}' }];
    expect(await openAndAppend(host.invoke, LEARNER, changes)).toMatchObject({ value: { count: 4 } });
    const restored = await value('snapshot.restore', {
      learnerId: LEARNER,
      page: TEST_PAGE,
      snapshotId: MANUAL_SNAPSHOT,
    });
    // The three of the snapshot, and the line that says so.
    expect(restored).toMatchObject({ state: { count: 4, damagedLines: [] } });
    expect(await openAndAppend(host.invoke, LEARNER, changes)).toMatchObject({ value: { count: 5 } });
  });
});
