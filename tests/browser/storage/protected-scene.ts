import { makeKey } from '../../../src/renderer/src/storage/key-making';
import type { LearnerSession } from '../../../src/renderer/src/storage/learner-session';
import { RecordCipher, type RecordKey } from '../../../src/renderer/src/storage/record-cipher';
import { createRewritingPort } from '../../../src/renderer/src/stores/rewriting-client';
import type { KeyRecord } from '../../../src/domain/protection';
import { recoveryCode } from '../../../src/domain/recovery-code';
import type { Statement } from '../../../src/domain/statement';
import type { InMemoryHost } from '../../support/in-memory-journal';
import { identifier, statement } from '../../support/statement-builders';

export const PIN = 'green river 47';
export const CODE = recoveryCode(Uint8Array.from({ length: 18 }, (_, index) => index + 1));

let keys = 0;

/** A key of the learner's, locked with few rounds. */
export async function newKey(learnerId: string, pin = PIN): Promise<{ readonly record: KeyRecord; readonly key: RecordKey }> {
  keys += 1;
  return makeKey({ learnerId, rounds: 1_000 }, identifier(5_000_000 + keys), { pin, code: CODE }, '2026-11-21T01:00:00.000Z');
}

/** Protects the record of a session as the app does, up to the sealing of what is there. */
export async function protect(session: LearnerSession): Promise<{ readonly record: KeyRecord; readonly key: RecordKey; readonly cipher: RecordCipher }> {
  const { record, key } = await newKey(session.learnerId);
  const cipher = new RecordCipher(session.learnerId, key);
  session.useCipher(cipher);
  await session.protection.saveKey(record, true);
  return { record, key, cipher };
}

/** Seals or opens everything, as the app does after a change of the protection. */
export async function conform(session: LearnerSession, host: InMemoryHost, cipher = session.cipher()): Promise<void> {
  if (cipher) await session.conform(cipher, createRewritingPort(host));
}

/** The start of a practice and a reflection written in it. */
export function reflection(text: string, number = 60): readonly [Statement, Statement] {
  const attemptId = identifier(number);
  return [
    statement({ verb: 'initialized', attemptId, moduleId: 'a', mode: 'practice', seed: 1, questionIds: ['a/q1'] }, 1, number + 1),
    statement({ verb: 'answered', attemptId, questionId: 'a/q1', answer: { kind: 'text', text }, confidence: 'unsaid', seconds: 5 }, 2, number + 2),
  ];
}
