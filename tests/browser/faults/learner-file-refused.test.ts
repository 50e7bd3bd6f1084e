import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { flippedAndCut, misshapen, type DamagedFile } from '../../support/learner-files/damaged-learner-files';
import { hostileLearnerFiles } from '../../support/learner-files/hostile-learner-files';
import { learnerFile } from '../../support/learner-files/learner-files';
import { markedContents } from '../../support/learner-files/learner-file-samples';
import { read } from '../../support/builders/statement-builders';
import { type AppWindow, openWindow, PLACE } from '../support/app-scene';
import { contents } from '../support/storage-scene';

const SEED = 20_261_125;

/** A window in which a learner has studied. */
async function studiedWindow(): Promise<{ readonly window: AppWindow; readonly id: string; readonly file: string }> {
  const window = openWindow();
  const id = await window.create();
  await window.record.append([read('a/first')]);
  await window.notes.openSection('a/first');
  await window.notes.add(PLACE, 'What was here before.');
  await window.sent();
  const learner = window.session.learner;
  if (!learner) throw new Error('Nobody is at work.');
  // The learner's own file: the one that would be merged if it were whole.
  return { window, id, file: learnerFile({ ...markedContents(), learner }) };
}

/** SHA-256 of everything that the learner has: database, registry, journal. */
async function stateHash(window: AppWindow, id: string): Promise<string> {
  const everything = {
    database: await contents(id),
    registered: window.directory.known,
    journal: window.host.entriesOf(id),
  };
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(everything))));
}

/** Offers each file to the app as the import page does and expects a typed refusal and nothing changed. */
async function expectAllRefused(files: readonly DamagedFile[]): Promise<void> {
  const { window, id } = await studiedWindow();
  const before = await stateHash(window, id);
  const readable: string[] = [];
  for (const [damage, bytes] of files) {
    await window.learnerFile.preview(new File([bytes], 'record.jsonl'));
    const { work } = window.learnerFile;
    if (work.phase !== 'failed' || work.failure.from !== 'file') readable.push(`${damage}: ${JSON.stringify(work)}`);
    window.learnerFile.dismiss();
  }
  expect(readable).toEqual([]);
  expect(await stateHash(window, id)).toBe(before);
}

describe('a damaged learner file', () => {
  it('with any of 200 bits turned or cut off at any of 100 places is refused and changes nothing', async () => {
    const { file } = await studiedWindow();
    const damaged = flippedAndCut(file, SEED);
    expect(damaged).toHaveLength(300);
    await expectAllRefused(damaged);
  });

  it('that is another kind of file, or was saved anew by another program, is refused and changes nothing', async () => {
    const { file } = await studiedWindow();
    await expectAllRefused(misshapen(file));
  });
});

describe('a hostile learner file', () => {
  it('is refused and changes nothing, or brings in nothing of its attack', async () => {
    const { window, id } = await studiedWindow();
    const learner = window.session.learner;
    if (!learner) throw new Error('Nobody is at work.');
    const prototype = Reflect.ownKeys(Object.prototype);
    const before = await stateHash(window, id);
    const hostile = hostileLearnerFiles({ ...markedContents(), learner });
    for (const { attack, file, outcome } of hostile) {
      await window.learnerFile.preview(new File([file], 'record.jsonl'));
      expect([attack, window.learnerFile.work.phase]).toEqual([attack, outcome === 'refused' ? 'failed' : 'preview']);
      window.learnerFile.dismiss();
    }
    expect(await stateHash(window, id)).toBe(before);

    for (const { file } of hostile.filter(({ outcome }) => outcome === 'read')) {
      await window.learnerFile.preview(new File([file], 'record.jsonl'));
      await window.learnerFile.merge();
      expect(window.learnerFile.work.phase).toBe('merged');
      window.learnerFile.dismiss();
    }
    expect(Reflect.ownKeys(Object.prototype)).toEqual(prototype);
    expect('polluted' in {}).toBe(false);
    const rows = JSON.stringify(await contents(id));
    expect(rows).not.toContain('polluted');
    expect(rows).toContain('What was here before.');
  });
});

describe('a learner file of 257 MB', () => {
  it('is refused by its size, before any of it is read', async () => {
    const { window, id } = await studiedWindow();
    const before = await stateHash(window, id);
    const file = new File([], 'record.jsonl');
    Object.defineProperty(file, 'size', { value: 257 * 1024 * 1024 });
    Object.defineProperty(file, 'stream', {
      value: () => {
        throw new Error('It was read.');
      },
    });
    await window.learnerFile.preview(file);
    expect(window.learnerFile.work).toEqual({ phase: 'failed', failure: { from: 'file', code: 'too-large', line: 0 } });
    expect(await stateHash(window, id)).toBe(before);
  });
});
