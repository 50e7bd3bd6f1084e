import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { learnerDatabaseName } from '../../../src/renderer/src/storage/learner-database';
import { InMemoryHost } from '../../support/in-memory-journal';
import { read, statement } from '../../support/statement-builders';
import { beginLearner, newLearner, openSession } from './storage-scene';

it('a database that was deleted comes back from the journal, with what is told of it', async () => {
  const owner = newLearner();
  const host = new InMemoryHost();
  const session = await beginLearner(owner, host);
  await session.statements.append([statement(read('a/first'), 1)]);
  await session.mirror.flush();
  session.close();
  await Dexie.delete(learnerDatabaseName(owner.id, 1));
  const again = await openSession(owner.id, host);
  const report = await again.reconcile();
  expect(report).toMatchObject({ outcome: 'restored', databaseWasEmpty: true, statements: 1 });
});
