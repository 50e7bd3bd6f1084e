import { describe, expect, it, vi } from 'vitest';
import type { OperationName } from '../../../../src/contract/operations';
import { THIS_PAGE } from '../../../../src/renderer/src/storage';
import { learnerDatabaseNames } from '../../../../src/renderer/src/storage/database/generations';
import { LearnerRegistry } from '../../../../src/renderer/src/storage/database/learner-registry';
import { contentsOf, mergeIntoRecord } from '../../../../src/renderer/src/storage/transfer';
import { useProtection } from '../../../../src/renderer/src/stores/protection/protection';
import { addLearnerRecord } from '../../../../src/renderer/src/stores/transfer/learner-file-owner';
import { learnerFile } from '../../../support/learner-files/learner-files';
import { sampleContents } from '../../../support/learner-files/learner-file-samples';
import { InMemoryHost } from '../../../support/hosts/in-memory-host';
import { read } from '../../../support/builders/statement-builders';
import { openWindow, type AppWindow } from '../../support/app-scene';
import { newLearner, until } from '../../support/storage-scene';

const sample = sampleContents();

function fileOf(latinName: string): { readonly id: string; readonly blob: Blob } {
  const learner = newLearner({ latinName });
  return { id: learner.id, blob: new Blob([learnerFile({ ...sample, learner })]) };
}

/** A learner at work who has studied. */
async function studying(host = new InMemoryHost()): Promise<AppWindow> {
  const window = openWindow(host);
  await window.create('Present');
  await window.record.append([read('a/first')]);
  return window;
}

/** Does something, and another learner takes over before the host has answered to what it asked for. */
async function takenOver(window: AppWindow, asked: OperationName, work: () => Promise<void>): Promise<void> {
  const { isAsked, release } = window.host.holdOne(asked);
  const done = work();
  await isAsked;
  window.machine.send({ type: 'lost' });
  await window.create('Next');
  release();
  await done;
}

const names = (window: AppWindow): string[] => window.directory.known.map(({ learner }) => learner.latinName);

describe('a file of somebody else', () => {
  it('is offered as another learner, and becomes a record of its own that is not opened', async () => {
    const window = await studying();
    const { id, blob } = fileOf('Comer');
    await window.learnerFile.preview(blob);
    expect(window.learnerFile.work).toMatchObject({ phase: 'preview', preview: { owner: 'another', name: 'Comer' } });

    await window.learnerFile.addLearner();

    expect(window.learnerFile.work).toMatchObject({
      phase: 'added',
      name: 'Comer',
      learnerId: id,
      added: { statements: sample.statements.length, notes: sample.notes.length },
    });
    expect(window.session.learner?.latinName).toBe('Present');
    expect(window.record.record.statementCount).toBe(1);
    expect(names(window)).toEqual(['Present', 'Comer']);
    expect(window.host.entriesOf(id).filter(({ change }) => change.kind === 'statement')).toHaveLength(
      sample.statements.length,
    );

    await window.learnerSwitch.switchTo(id);
    await until(() => window.record.record.statementCount === sample.statements.length);
    expect(window.session.learner?.latinName).toBe('Comer');
  });

  it('is never merged into the record that is open', async () => {
    const window = await studying();
    await window.learnerFile.preview(fileOf('Comer').blob);
    await window.learnerFile.merge();
    expect(window.learnerFile.work.phase).toBe('preview');
    expect(window.record.record.statementCount).toBe(1);
    expect(await new LearnerRegistry().list()).toHaveLength(1);
  });

  it('who has a record here is not merged by another learner, whether or not the list knows them', async () => {
    const host = new InMemoryHost();
    const window = await studying(host);
    const { id, blob } = fileOf('Comer');
    await window.learnerFile.preview(blob);
    await window.learnerFile.addLearner();
    await new LearnerRegistry().endRemoval(id);

    await window.learnerFile.preview(blob);

    expect(window.learnerFile.work).toMatchObject({ phase: 'preview', preview: { owner: 'known' } });
    await window.learnerFile.addLearner();
    await window.learnerFile.merge();
    expect(window.learnerFile.work.phase).toBe('preview');
  });

  it('that is cancelled or fails while it is added leaves nothing behind', async () => {
    const window = await studying();
    const { id, blob } = fileOf('Comer');
    await window.learnerFile.preview(blob);
    const adding = window.learnerFile.addLearner();
    window.learnerFile.cancel();
    await adding;
    expect(window.learnerFile.work).toEqual({ phase: 'cancelled' });
    expect(await learnerDatabaseNames(id)).toEqual([]);

    await window.learnerFile.preview(blob);
    const failing = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('No room.', 'QuotaExceededError');
    });
    try {
      await window.learnerFile.addLearner();
    } finally {
      failing.mockRestore();
    }
    expect(window.learnerFile.work).toMatchObject({ phase: 'failed', failure: { from: 'storage' } });
    expect(await learnerDatabaseNames(id)).toEqual([]);
    expect(await new LearnerRegistry().list()).toHaveLength(1);
  });

  it.each(['before it began', 'while it went on'])(
    'that is cancelled in one window stays where another window added it, %s',
    async (when) => {
      const host = new InMemoryHost();
      const learner = newLearner();
      const fill = (): Promise<unknown> => mergeIntoRecord(learner.id, { ...sample, learner });
      const cancelled = (before: () => Promise<unknown> = async () => undefined): Promise<void> =>
        expect(
          addLearnerRecord({ host, pageId: THIS_PAGE }, learner, async () => {
            await before();
            throw new Error('Cancelled.');
          }),
        ).rejects.toThrow('Cancelled.');
      if (when === 'while it went on')
        await cancelled(() => addLearnerRecord({ host, pageId: THIS_PAGE }, learner, fill));
      else
        await addLearnerRecord({ host, pageId: THIS_PAGE }, learner, async () => {
          await fill();
          await cancelled();
        });
      expect((await contentsOf(learner.id)).facts).toBe(sample.statements.length + sample.notes.length);
    },
  );

  it('whose removal is not finished is refused until it is', async () => {
    const host = new InMemoryHost();
    const window = await studying(host);
    const { id, blob } = fileOf('Comer');
    await new LearnerRegistry().beginRemoval(id);
    host.fail('read-only', 'learner.remove');
    await window.learnerFile.preview(blob);
    expect(window.learnerFile.work).toMatchObject({
      phase: 'failed',
      failure: { from: 'host', code: 'journal-unwritable' },
    });
    host.recover();
    window.directory.scheduleMaintenance();
    await window.directory.maintained();
    await window.learnerFile.preview(blob);
    expect(window.learnerFile.work).toMatchObject({ phase: 'preview', preview: { owner: 'another' } });
  });

  it('waits for the journal where the host is away after it was added', async () => {
    const host = new InMemoryHost();
    const window = await studying(host);
    const { id, blob } = fileOf('Comer');
    await window.learnerFile.preview(blob);
    host.fail('unreachable', 'journal.append');
    await window.learnerFile.addLearner();
    expect(window.learnerFile.work).toMatchObject({ phase: 'added' });
    expect(host.entriesOf(id)).toEqual([]);
    host.recover();
    window.close();

    const again = openWindow(host);
    await again.begin();
    await again.opening.choose(id);
    await again.sent();
    expect(host.entriesOf(id).length).toBeGreaterThan(sample.statements.length);
  });

  it('is forgotten, looked at or not, when the learner leaves', async () => {
    const window = await studying();
    await window.learnerFile.preview(fileOf('Comer').blob);
    await window.learnerSwitch.switchLearner();
    await until(() => window.learnerFile.work.phase === 'idle');
  });

  it('is forgotten too where its learner left before it was looked at to the end', async () => {
    const window = await studying();
    await takenOver(window, 'journal.list', () => window.learnerFile.preview(fileOf('Comer').blob));
    expect(window.learnerFile.work).toEqual({ phase: 'idle' });
    await window.learnerFile.addLearner();
    expect(names(window)).not.toContain('Comer');
  });
});

describe('a file that is brought in while its learner leaves', () => {
  it('changes nothing where the record was not reached yet, and nothing of whoever is next', async () => {
    const window = await studying();
    const { learner } = window.atWork();
    await window.learnerFile.preview(
      new Blob([
        learnerFile({ ...sample, learner: { ...learner, latinName: 'Newer', updatedAt: '2031-01-01T00:00:00.000Z' } }),
      ]),
    );
    expect(window.learnerFile.work).toMatchObject({ phase: 'preview', preview: { owner: 'same' } });
    await takenOver(window, 'snapshot.take', window.learnerFile.merge);
    expect(window.learnerFile.work).toEqual({ phase: 'idle' });
    expect(window.session.learner?.latinName).toBe('Next');
    await window.opening.choose(learner.id);
    await until(() => window.record.loaded);
    expect([window.session.learner?.latinName, window.record.record.statementCount]).toEqual(['Present', 1]);
  });

  it('of nobody’s record is not opened over whoever is next, and stands in the list', async () => {
    const window = openWindow();
    await window.begin();
    const { id, blob } = fileOf('First');
    await window.learnerFile.preview(blob);
    const { isAsked, release } = window.host.holdOne('learner-removal.lift');
    const done = window.learnerFile.addLearner();
    await isAsked;
    await window.create('Next');
    release();
    await done;
    expect(window.session.learner?.latinName).toBe('Next');
    expect(window.learnerFile.work).toMatchObject({ phase: 'added', learnerId: id });
    expect((await new LearnerRegistry().list()).map((entry) => entry.id)).toContain(id);
  });
});

describe('a file brought in at a first run', () => {
  it('is of nobody’s record here, and is opened at once', async () => {
    const window = openWindow();
    await window.begin();
    expect(window.session.state.phase).toBe('first-run');
    const { id, blob } = fileOf('First');
    await window.learnerFile.preview(blob);
    expect(window.learnerFile.work).toMatchObject({ phase: 'preview', preview: { owner: 'nobody', name: 'First' } });
    await window.learnerFile.merge();
    expect(window.learnerFile.work.phase).toBe('preview');

    await window.learnerFile.addLearner();

    expect(window.session.learner?.id).toBe(id);
    expect(window.learnerFile.work).toEqual({ phase: 'idle' });
    await until(() => window.record.record.statementCount === sample.statements.length);
  });

  it('is added beside a learner who has a name alone, and a PIN or none', async () => {
    const window = openWindow();
    await window.create('Only a name');
    await (await useProtection().prepare('green river 47'))?.confirm();
    const { id, blob } = fileOf('Comer');
    await window.learnerFile.preview(blob);
    expect(window.learnerFile.work).toMatchObject({ phase: 'preview', preview: { owner: 'another' } });
    await window.learnerFile.addLearner();
    expect(window.learnerFile.work).toMatchObject({ phase: 'added', learnerId: id });
    expect(window.session.isProtected).toBe(true);
    expect(names(window)).toEqual(['Only a name', 'Comer']);
  });
});

describe('the outcome of work with a file', () => {
  it('stands beside the button that began it', async () => {
    const window = await studying();
    const { learnerFile: transfer } = window;
    window.host.fail('disk-full', 'export.begin');
    await transfer.save();
    expect([transfer.direction, transfer.work.phase]).toEqual(['out', 'failed']);
    await transfer.preview(fileOf('Comer').blob);
    expect([transfer.direction, transfer.work.phase]).toEqual(['in', 'preview']);
  });
});
