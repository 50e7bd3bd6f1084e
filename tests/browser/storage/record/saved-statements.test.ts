import { describe, expect, it, vi } from 'vitest';
import { sectionReadAt } from '../../../../src/domain/record/learning-record';
import type { Statement } from '../../../../src/domain/record/statement';
import { StatementStore } from '../../../../src/renderer/src/storage/record/statement-store';
import { answered, begun, read, scored, statement, statements } from '../../../support/builders/statement-builders';
import { newLearner, openDatabase, openStatementStore } from '../../support/storage-scene';

describe('a transaction of the statement store', () => {
  it('adds what follows from the record in the same transaction, and sees what another window added', async () => {
    const learner = newLearner();
    const [one, other] = [
      new StatementStore(await openDatabase(learner.id)),
      new StatementStore(await openDatabase(learner.id)),
    ];
    await other.append(statements(read('a/first')));
    const completion = statement({ verb: 'completed', kind: 'module', objectId: 'a' }, 9);

    const { record } = await one.append([statement(scored('a', 1), 8)], (current) =>
      current.sectionReads['a/first'] && current.scores['a'] ? [completion] : [],
    );

    expect(record.completions['module:a']).toBe(completion.timestamp);
    expect(record).toEqual(await other.load());
    expect(record.statementCount).toBe(3);
  });

  it('keeps nothing when working out what follows fails', async () => {
    const { database, store } = await openStatementStore();
    const failing = store.append(statements(read('a/first')), () => {
      throw new RangeError('The series has no module "a".');
    });
    await expect(failing).rejects.toMatchObject({ name: 'StorageError', code: 'failed' });
    expect(await database.statements.count()).toBe(0);
    expect(await database.outbox.count()).toBe(0);
  });

  it('answers with the attempt as it ended, also where it had ended before', async () => {
    const { store } = await openStatementStore();
    await store.append(statements(begun('x'), answered('x', 'b')));
    const ending = vi.fn(() => statement(scored('a', 0.5, 'x'), 30));

    const first = await store.end('x', ending);
    expect(first.attempt?.outcome).toMatchObject({ score: 0.5 });
    expect(first.attempt).toEqual(await store.attempt('x'));
    expect(await store.end('x', ending)).toEqual({ ...first, consequences: [] });
    expect(await store.end('y', ending)).toMatchObject({ attempt: null });
    expect(ending).toHaveBeenCalledTimes(1);
  });
});

describe('taking back that a section was read', () => {
  it('voids every valid reading, the earliest first, also those that another window or computer added', async () => {
    const learner = newLearner();
    const [one, other] = [
      new StatementStore(await openDatabase(learner.id)),
      new StatementStore(await openDatabase(learner.id)),
    ];
    const [first, second, third, taken, elsewhere] = statements(
      read('a/first'),
      read('a/first'),
      read('a/first'),
      read('a/first'),
      read('a/first" 2'),
    );
    let number = 20;
    const voiding = (statementId: string): Statement =>
      statement({ verb: 'voided', statementId }, (number += 1), number);
    const voidedBy = async (store: StatementStore, sectionId: string): Promise<readonly string[]> => {
      const ids: string[] = [];
      await store.voidReads(sectionId, (statementId) => {
        ids.push(statementId);
        return voiding(statementId);
      });
      return ids;
    };
    expect(await voidedBy(one, 'a/first')).toEqual([]);
    await one.append([third, elsewhere, taken]);
    await other.append([first]);
    await one.append([second]);
    await other.append([voiding(taken.id)]);

    expect(await voidedBy(one, 'a/first')).toEqual([first.id, second.id, third.id]);
    expect(await voidedBy(one, 'a/first')).toEqual([]);
    expect(sectionReadAt(await other.load(), 'a/first')).toBeNull();
    expect(await voidedBy(other, 'a/first" 2')).toEqual([elsewhere.id]);
  });
});
