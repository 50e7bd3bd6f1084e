import { describe, expect, it } from 'vitest';
import { reactive } from 'vue';
import type { ReadingPosition } from '../../../../src/domain/record/position';
import { ProfileStore } from '../../../../src/renderer/src/storage/record/profile-store';
import { identifier } from '../../../support/builders/statement-builders';
import { newLearner, openDatabase } from '../../support/storage-scene';

const here: ReadingPosition = {
  moduleId: 'a',
  sectionId: 'a/first',
  blockId: 'a/first#opening',
  sentence: 'Every child is heard.',
  at: '2026-11-20T01:00:00.000Z',
};

describe('a profile store', () => {
  it('has neither profile nor position at first', async () => {
    const store = new ProfileStore(await openDatabase(newLearner().id));
    expect(await store.learner()).toBeNull();
    expect(await store.position()).toBeNull();
  });

  it('saves the profile and puts it into the outbox', async () => {
    const owner = newLearner();
    const database = await openDatabase(owner.id);
    const store = new ProfileStore(database);
    await store.saveLearner(reactive(owner), identifier(1));
    await store.saveLearner({ ...owner, khmerName: 'ដារ៉ា' }, identifier(2));

    expect(await store.learner()).toEqual({ ...owner, khmerName: 'ដារ៉ា' });
    expect((await database.outbox.orderBy('order').toArray()).map(({ id, kind }) => [id, kind])).toEqual([
      [identifier(1), 'learner'],
      [identifier(2), 'learner'],
    ]);
  });

  it('saves a position here only, or for the journal too', async () => {
    const database = await openDatabase(newLearner().id);
    const store = new ProfileStore(database);
    await store.savePosition(here, null);
    expect(await store.position()).toEqual(here);
    expect(await database.outbox.count()).toBe(0);

    await store.savePosition({ ...here, blockId: 'a/first#end' }, identifier(3));
    expect((await store.position())?.blockId).toBe('a/first#end');
    expect((await database.outbox.toArray()).map(({ id, kind }) => [id, kind])).toEqual([[identifier(3), 'position']]);
  });

  it('keeps the old profile when the new one can not be put into the outbox', async () => {
    const owner = newLearner();
    const database = await openDatabase(owner.id);
    const store = new ProfileStore(database);
    await store.saveLearner(owner, identifier(1));
    database.close({ disableAutoOpen: true });

    await expect(store.saveLearner({ ...owner, latinName: 'Other' }, identifier(2))).rejects.toMatchObject({
      name: 'StorageError',
      code: 'outdated',
    });

    expect(await new ProfileStore(await openDatabase(owner.id)).learner()).toEqual(owner);
  });
});
