import { expect } from 'vitest';
import { HIGHLIGHT_COLOURS } from '../../../src/domain/notes/highlight';
import { makeKey } from '../../../src/renderer/src/storage/protection/key-making';
import type { LearnerSession } from '../../../src/renderer/src/storage/learner-session';
import { RecordCipher, type RecordKey } from '../../../src/renderer/src/storage/protection/record-cipher';
import { rewritingPort } from './journal-port';
import type { KeyRecord } from '../../../src/domain/protection/protection';
import { recoveryCode } from '../../../src/domain/protection/recovery-code';
import type { NoteRevision } from '../../../src/domain/notes/note';
import type { InMemoryHost } from '../../support/hosts/in-memory-host';
import { identifier, note, read, statement } from '../../support/builders/statement-builders';
import { beginLearner, contents, newLearner, saveNotes, FEW_ROUNDS } from './storage-scene';

/** The PIN of the record. */
export const PIN = 'green river 47';
export const CODE = recoveryCode(Uint8Array.from({ length: 18 }, (_, index) => index + 1));

let keys = 0;

/** A key of the learner's, locked with few rounds. */
export async function newKey(
  learnerId: string,
  pin = PIN,
): Promise<{ readonly record: KeyRecord; readonly key: RecordKey }> {
  keys += 1;
  return makeKey(
    { learnerId, rounds: FEW_ROUNDS },
    identifier(5_000_000 + keys),
    { pin, code: CODE },
    '2026-11-21T01:00:00.000Z',
  );
}

/** Protects the record of a session as the app does, up to the sealing of what is there. */
export async function protect(
  session: LearnerSession,
): Promise<{ readonly record: KeyRecord; readonly key: RecordKey; readonly cipher: RecordCipher }> {
  const { record, key } = await newKey(session.learnerId);
  const cipher = new RecordCipher(session.learnerId, key);
  session.useCipher(cipher);
  await session.protection.saveKey(record);
  return { record, key, cipher };
}

/** Seals or opens everything, as the app does after a change of the protection. */
export async function reseal(session: LearnerSession, host: InMemoryHost, cipher = session.cipher()): Promise<void> {
  if (cipher) await session.reseal(cipher, rewritingPort(host));
}

/** Words that must not be found. */
export const CANARY = 'Canary of the mango tree';

/** As many notes, each of its own, marked in the text: every second is a highlight without words. */
export const notes = (count: number): NoteRevision[] =>
  Array.from({ length: count }, (_, index) =>
    note({
      id: identifier(3_000 + index),
      noteId: identifier(6_000 + index),
      text: index % 2 === 0 ? `${CANARY} ${index}` : '',
      quote: `Quote of ${CANARY} ${index}`,
      anchor: { prefix: `Before ${CANARY}`, suffix: `after ${CANARY}`, start: MARKED_OFFSET + index },
      colour: HIGHLIGHT_COLOURS[index % HIGHLIGHT_COLOURS.length] ?? 'yellow',
    }),
  );

const MARKED_OFFSET = 876_540;

/** Words, offsets and colours of these notes as they would stand in clear. */
const IN_CLEAR = /Canary of the mango tree|anchor|colour|yellow|green|violet|87654/u;

/** Nothing that is kept of a learner tells what they wrote or marked. */
export async function expectNothingInClear(learnerId: string, host: InMemoryHost): Promise<void> {
  expect(await everythingOf(learnerId, host)).not.toMatch(IN_CLEAR);
}

/** Everything that is kept of a learner, as text. */
export async function everythingOf(learnerId: string, host: InMemoryHost): Promise<string> {
  const snapshots = (await rewritingPort(host).snapshots(learnerId)).filter((id) => id !== null);
  const pages = await Promise.all(snapshots.map((id) => rewritingPort(host).readSnapshot(learnerId, id, 0)));
  return JSON.stringify([await contents(learnerId), host.entriesOf(learnerId), pages]);
}

/** A record with notes, of which the journal has all and a snapshot most. */
export async function writtenRecord(host: InMemoryHost, count = 5) {
  const owner = newLearner();
  const session = await beginLearner(owner, host);
  await saveNotes(session.notes, notes(count));
  await session.statements.append([statement(read('a/first'), 9)]);
  await session.sync.flush();
  await host.invoke('snapshot.take', { learnerId: owner.id, reason: 'automatic' });
  return { owner, session };
}
