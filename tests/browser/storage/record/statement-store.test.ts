import { describe, expect, it, vi } from 'vitest';
import { reactive } from 'vue';
import { EMPTY_RECORD } from '../../../../src/domain/record/learning-record';
import type { Statement } from '../../../../src/domain/record/statement';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { answered, begun, read, scored, statement, statements } from '../../../support/builders/statement-builders';
import { newLearner, openDatabase, openStatementStore } from '../../support/storage-scene';
import { replay, replayAttempts } from '../../../support/builders/replays';

describe('a statement store', () => {
  it('adds statements, record, attempt and outbox together', async () => {
    const { database, store } = await openStatementStore();
    const done = statements(read('a/first'), begun('x'), answered('x', 'b'));

    const { record, attempt } = await store.append(done);

    expect(record).toEqual(replay(done));
    expect(attempt).toEqual(replayAttempts(done).get('x'));
    expect(await database.statements.toArray()).toEqual(done);
    expect(await store.load()).toEqual(record);
    expect(await store.attempt('x')).toEqual(replayAttempts(done).get('x'));
    expect(
      (await database.outbox.orderBy('order').toArray()).map(({ id, kind, body }) => [id, kind, JSON.parse(body)]),
    ).toEqual(done.map((each) => [each.id, 'statement', each]));
  });

  it.each(['statements', 'projections', 'attempts', 'outbox', 'meta'])(
    'keeps nothing at all when writing to %s fails',
    async (failing) => {
      const { database, store } = await openStatementStore();
      const before = statements(begun('x'));
      await store.append(before);
      const failAt = async (name: 'add' | 'put') => {
        const original = IDBObjectStore.prototype[name];
        return vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
          this: IDBObjectStore,
          value: unknown,
          key?: IDBValidKey,
        ) {
          if (this.name === failing) throw new DOMException('The disk gave up.', 'UnknownError');
          return key === undefined ? original.call(this, value) : original.call(this, value, key);
        });
      };
      const spies = [await failAt('add'), await failAt('put')];
      try {
        await expect(
          store.append([statement(answered('x', 'b'), 5), statement(read('a/first'), 6)]),
        ).rejects.toMatchObject({ name: 'StorageError' });
      } finally {
        for (const spy of spies) spy.mockRestore();
      }

      expect(await database.statements.toArray()).toEqual(before);
      expect(await store.load()).toEqual(replay(before));
      expect(await store.attempt('x')).toEqual(replayAttempts(before).get('x'));
      expect(await database.outbox.count()).toBe(1);
      const { record } = await store.append([statement(answered('x', 'b'), 5)]);
      expect(record.statementCount).toBe(2);
    },
  );

  it('changes nothing when the same statements are appended twice, in one call or in two', async () => {
    const { database, store } = await openStatementStore();
    const done = statements(read('a/first', 60), scored('a', 0.9));
    const { record: first } = await store.append([...done, ...done]);

    const { record: second } = await store.append(done);

    expect(second).toEqual(first);
    expect(first).toEqual(replay(done));
    expect(await database.statements.count()).toBe(2);
    expect(await database.outbox.count()).toBe(2);
    expect(await store.load()).toEqual(first);
  });

  it('knows of every running attempt, whichever was begun or changed last', async () => {
    const { store } = await openStatementStore();
    for (const id of ['x', 'y']) await store.append([statement(begun(id), id === 'x' ? 1 : 2)]);
    expect((await store.running()).map(({ attemptId }) => attemptId)).toEqual(['x', 'y']);
    await store.append([statement({ verb: 'terminated', attemptId: 'y' }, 3)]);
    expect((await store.running()).map(({ attemptId }) => attemptId)).toEqual(['x']);
  });

  it('answers with an empty record where nothing was ever done', async () => {
    const { database, store } = await openStatementStore();
    expect(await store.load()).toEqual(EMPTY_RECORD);
    expect(await store.append([])).toEqual({ record: EMPTY_RECORD, attempt: null, consequences: [] });
    expect(await database.outbox.count()).toBe(0);
  });

  it('stores plain values of what screens hand over as reactive ones', async () => {
    const { database, store } = await openStatementStore();
    const given = statement(answered('x', 'b'), 1);

    await store.append([reactive({ ...given }) as Statement]);

    expect(await database.statements.get(given.id)).toEqual(given);
  });

  it('loses no increment when two windows append at the same time', async () => {
    const learner = newLearner();
    const windows = [
      new StatementStore(await openDatabase(learner.id)),
      new StatementStore(await openDatabase(learner.id)),
    ];
    const all = Array.from({ length: 100 }, (_, index) => statement(read('a/first', 1), index));

    await Promise.all(all.map((each, index) => windows[index % 2]?.append([each])));

    expect(await windows[0]?.load()).toEqual(replay(all));
  });
});
