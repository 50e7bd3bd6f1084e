import type { Learner } from '../../../src/domain/learner/learner';
import { InMemoryHost } from '../../support/hosts/in-memory-host';
import { FIRST_MINUTE, identifier, note, read, scored, statement } from '../../support/builders/statement-builders';
import { beginLearner, newLearner, saveNotes } from './storage-scene';

/** What the learner of `studied` did. */
export const done = [read('a/first'), read('a/second'), scored('a', 0.9), read('b/first')].map((deed, index) =>
  statement(deed, index),
);
/** Their notes' revisions: two of the first note, one of the second. */
export const revisions = [
  note(),
  note({
    id: identifier(3),
    text: 'Ask about diversion first.',
    editedAt: '2026-11-20T01:05:00.000Z',
    basedOn: [identifier(1)],
  }),
  note({ id: identifier(4), noteId: identifier(5), text: 'Who decides?' }),
];
/** Their notes as they stand. */
export const living = [revisions[1], revisions[2]];
/** Where they stopped reading. */
export const position = {
  moduleId: 'a',
  sectionId: 'a/first',
  blockId: 'a/first#opening',
  sentence: 'Every child is heard.',
  at: '2026-11-20T02:00:00.000Z',
};

/** A learner who has studied, with everything in the journal, at whose closed database damage can be done. */
export async function studied(): Promise<{ readonly learner: Learner; readonly host: InMemoryHost }> {
  const learner = newLearner();
  const host = new InMemoryHost();
  const session = await beginLearner(learner, host);
  await session.statements.append(done);
  await saveNotes(session.notes, revisions);
  await session.profile.savePosition(position, identifier(88, FIRST_MINUTE));
  await session.sync.flush();
  session.close();
  return { learner, host };
}
