import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-vue';
import { broughtKey } from '../../../../src/domain/learner-file/file-keys';
import { keyTag } from '../../../../src/domain/protection/sealed-words';
import LearnerFileWork from '../../../../src/renderer/src/features/backup/LearnerFileWork.vue';
import type { Statement } from '../../../../src/domain/record/statement';
import { exportRecord } from '../../../../src/renderer/src/storage/transfer';
import { learnerFile, readInPieces } from '../../../support/learner-files/learner-files';
import { type AppWindow, noteTexts } from '../../support/app-scene';
import { lockedAgain, NoOtherWindows, place, protectedWindow, PIN, withPin } from '../../support/locked-scene';
import { CANARY, everythingOf, reflection } from '../../support/protected-scene';
import { previewText } from '../../support/preview-text';
import { contents, lookInto, until } from '../../support/storage-scene';

const NEW_PIN = 'seven quiet herons';
const REFLECTED = `Reflection, ${CANARY}`;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The record as a learner file. */
async function backupOf({ session }: AppWindow): Promise<Blob> {
  const { current } = session;
  if (!current) throw new Error('Nobody is at work.');
  const options = { createdAt: '2026-11-20T02:00:00.000Z', cipher: current.cipher() };
  return exportRecord(current.learnerId, options, async (pieces) => {
    const parts: string[] = [];
    for await (const { text } of pieces) parts.push(text);
    return new Blob(parts);
  });
}

/** A record whose PIN and code were lost, and the learner file from before the PIN. */
async function lostPin() {
  const scene = protectedWindow();
  const { window, protection, unlock } = scene;
  const learnerId = await window.create();
  await window.notes.add(place, CANARY);
  await window.session.current?.statements.append(reflection(REFLECTED));
  await window.sent();
  const backup = await backupOf(window);
  await (await protection.prepare(PIN))?.confirm();
  await lockedAgain(scene);
  await unlock.unlockWithoutPin();
  await window.sent();
  expect(await noteTexts(window)).toEqual([]);
  return { ...scene, learnerId, backup };
}

/** The answers of the record, as it reads them. */
async function reflected({ session }: AppWindow): Promise<string> {
  const rows = await lookInto(session.learner?.id ?? '', (database) => database.table('statements').toArray());
  const cipher = session.current?.cipher();
  return JSON.stringify(await Promise.all(rows.map((row: Statement) => cipher?.openStatement(row) ?? row)));
}

/** What the journal holds of notes and statements. */
function journalOf({ host }: AppWindow, learnerId: string): string {
  return JSON.stringify(host.entriesOf(learnerId).filter(({ change }) => change.kind !== 'key'));
}

describe('a learner file whose words the record has only sealed with a lost PIN', () => {
  it('gives them back, here and in the journal, and says so before and after', async () => {
    const { window, backup, learnerId } = await lostPin();
    await window.learnerFile.preview(backup);
    const before = await previewText(window);
    expect(before).toContain('Sealed here and readable in the file: 1 activity and 1 note.');
    expect(before).not.toContain('in this record already');

    await window.learnerFile.merge();
    const { container } = await render(LearnerFileWork, { global: window.mounting });
    expect(container.textContent).toContain('Readable again: 1 activity and 1 note.');
    expect(await noteTexts(window)).toEqual([CANARY]);
    expect(await reflected(window)).toContain(REFLECTED);
    expect(journalOf(window, learnerId)).toContain(CANARY);
    expect(journalOf(window, learnerId)).toContain(REFLECTED);
    expect(journalOf(window, learnerId)).not.toContain('"sealed');

    await window.learnerFile.preview(backup);
    expect(await previewText(window)).toContain('Everything in the file is in this record already.');
  });

  it('gives them back for good: a journal that is set back to before it seals them with no lost key', async () => {
    const { window, backup, learnerId } = await lostPin();
    const before = window.host.entriesOf(learnerId).map(({ change: { id, body } }) => ({ id, body }));
    await window.learnerFile.preview(backup);
    await window.learnerFile.merge();
    await window.sent();
    await window.session.current?.reconcile();
    // The data folder of an older copy.
    await window.host.invoke('journal.rewrite', { learnerId, bodies: before });
    window.host.cutOff(learnerId, 1);
    await window.session.current?.reconcile();
    expect(journalOf(window, learnerId)).not.toContain(CANARY);
    expect(await noteTexts(window)).toEqual([CANARY]);
    expect(await reflected(window)).toContain(REFLECTED);
  });

  it('gives them back too where an earlier PIN opens it', async () => {
    const { window, protection, unlock, ...scene } = await withPin();
    const backup = await backupOf(window);
    expect((await protection.changePin(PIN, NEW_PIN)).outcome).toBe('open');
    await lockedAgain({ window, ...scene });
    await unlock.unlockWithoutPin();
    await window.learnerFile.preview(backup);
    await window.learnerFile.openProtected(PIN);
    expect(await previewText(window)).toContain('Sealed here and readable in the file: 1 note.');
    await window.learnerFile.merge();
    expect(await noteTexts(window)).toEqual([CANARY]);
  });

  it('still opens it with the right PIN where another file is dropped during the wrong one', async () => {
    const { window } = await withPin();
    const backup = await backupOf(window);
    await window.learnerFile.preview(backup);
    const opening = window.learnerFile.openProtected(NEW_PIN);
    await window.learnerFile.preview(new Blob(['no learner file']));
    await opening;
    expect(window.learnerFile.work).toMatchObject({ phase: 'ask', wrong: true });
    await window.learnerFile.openProtected(PIN);
    expect(window.learnerFile.work.phase).toBe('preview');
  });

  it('has them sealed with the present PIN where there is one', async () => {
    const { window, protection, unlock, backup, learnerId, ...scene } = await lostPin();
    await (await protection.prepare(NEW_PIN))?.confirm();
    await window.learnerFile.preview(backup);
    await window.learnerFile.merge();
    expect(await noteTexts(window)).toEqual([CANARY]);
    expect(await everythingOf(learnerId, window.host)).not.toContain(CANARY);

    await lockedAgain({ window, ...scene });
    expect((await unlock.unlock(NEW_PIN)).outcome).toBe('open');
    expect(await noteTexts(window)).toEqual([CANARY]);
    expect(await reflected(window)).toContain(REFLECTED);
  });

  it('changes nothing while the host can’t take them, and gives them back later', async () => {
    const { window, backup } = await lostPin();
    window.host.fail('disk-full', 'journal.rewrite');
    await window.learnerFile.preview(backup);
    await window.learnerFile.merge();
    expect(window.learnerFile.work).toMatchObject({ phase: 'failed', failure: { from: 'host', code: 'disk-full' } });
    expect(await noteTexts(window)).toEqual([]);

    window.host.recover();
    await window.learnerFile.preview(backup);
    await window.learnerFile.merge();
    expect(await noteTexts(window)).toEqual([CANARY]);
  });

  it('gives them back in another browser too, at its next comparison', async () => {
    vi.stubGlobal('BroadcastChannel', NoOtherWindows);
    const { window: other, backup, learnerId } = await lostPin();
    const { learner } = other.atWork();
    // The second generation stands for the database of the browser that brings the file in.
    const { window } = protectedWindow(other.host);
    await window.heldRecord.open(learner, 2);
    await until(() => window.record.loaded);
    await window.session.current?.reconcile();
    await window.learnerFile.preview(backup);
    await window.learnerFile.merge();
    await window.sent();
    expect([await noteTexts(window), await noteTexts(other)]).toEqual([[CANARY], []]);

    await other.session.current?.reconcile();
    expect(await noteTexts(other)).toEqual([CANARY]);
    expect(JSON.stringify(await contents(learnerId, 1))).toContain(REFLECTED);
  });
});

describe('a note that was changed under the lost PIN', () => {
  const LATER = 'Written under the PIN.';
  const SINCE = 'Written since.';

  /** A record whose PIN was lost, and the learner file from before it: of two notes one was edited, one deleted. */
  async function changedUnderPin() {
    const scene = protectedWindow();
    const { window, protection, unlock } = scene;
    await window.create();
    const note = await window.notes.add(place, CANARY);
    const deleted = await window.notes.add(place, 'Deleted under the PIN.');
    await window.sent();
    const backup = await backupOf(window);
    await (await protection.prepare(PIN))?.confirm();
    await window.notes.edit(note, LATER);
    await window.notes.remove(deleted);
    await lockedAgain(scene);
    await unlock.unlockWithoutPin();
    expect(await noteTexts(window)).toEqual([]);
    return { ...scene, backup };
  }

  it('is shown as it was before, which is said; one that was deleted is neither shown nor counted', async () => {
    const { window, protection, backup } = await changedUnderPin();
    const earlier = 'One note is shown in an earlier state, since its newest one is sealed.';
    await window.learnerFile.preview(backup);
    const before = await previewText(window);
    expect(before).toContain('Sealed here and readable in the file: 1 note.');
    expect(before).toContain(earlier);

    await window.learnerFile.merge();
    expect(await noteTexts(window)).toEqual([CANARY]);
    const { container } = await render(LearnerFileWork, { global: window.mounting });
    expect(container.textContent).toContain(`Readable again: 1 note. ${earlier}`);
    await protection.load();
    expect(protection.status).toMatchObject({ sealedNotes: 1, earlierNotes: 1 });
  });

  it('goes on from there, and has both texts in sight once the PIN is found', async () => {
    const { window, protection, backup } = await changedUnderPin();
    await window.learnerFile.preview(backup);
    await window.learnerFile.merge();
    await noteTexts(window);
    const [note] = window.notes.all;
    if (!note) throw new Error('The note is not shown.');
    await window.notes.edit(note, SINCE);
    expect(await noteTexts(window)).toEqual([SINCE]);
    await protection.load();
    expect(protection.status).toMatchObject({ sealedNotes: 1, earlierNotes: 0 });

    expect((await protection.openEarlier(PIN)).outcome).toBe('open');
    await until(() => window.notices().includes('noteChangedTwice'));
    await expect.poll(() => noteTexts(window)).toEqual([SINCE, LATER]);
    expect((await window.session.current?.notes.find(note.noteId))?.text).toBe(SINCE);
  });
});

describe('a learner file with other words than the record', () => {
  it('changes none that can be read', async () => {
    const { window, protection, backup, learnerId } = await lostPin();
    await (await protection.prepare(NEW_PIN))?.confirm();
    await window.learnerFile.preview(backup);
    await window.learnerFile.merge();

    // A key of the file whose tag is that of the key in use.
    const keys = (await window.session.current?.protection.state())?.keys ?? [];
    const [lost, active] = [
      keys.find(({ status }) => status === 'set-aside'),
      keys.find(({ status }) => status === 'active'),
    ];
    if (!lost || !active) throw new Error('The record has another number of keys.');
    const twin = { ...lost, keyId: lost.keyId.slice(0, -8) + keyTag(active.keyId) };
    await lookInto(learnerId, (database) =>
      database.table('meta').put({ key: 'key', value: [...keys, broughtKey(twin, keys)] }),
    );
    const file = readInPieces(await backup.text());
    const made = { ...file, notes: file.notes.map((note) => ({ ...note, text: 'Made up.' })) };
    await window.learnerFile.preview(new Blob([learnerFile(made)]));
    expect(await previewText(window)).toContain('Everything in the file is in this record already.');
    await window.learnerFile.merge();
    expect(await noteTexts(window)).toEqual([CANARY]);
  });

  it('takes only the words: the rest of the row stays', async () => {
    const { window, backup } = await lostPin();
    const file = readInPieces(await backup.text());
    const made = { ...file, notes: file.notes.map((note) => ({ ...note, deleted: true, sectionId: 'a/second' })) };
    await window.learnerFile.preview(new Blob([learnerFile(made)]));
    await window.learnerFile.merge();
    expect(await noteTexts(window)).toEqual([CANARY]);
    expect(window.notes.all[0]?.sectionId).toBe(place.sectionId);
  });
});
