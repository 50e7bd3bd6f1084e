import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalChange } from '../../../src/contract/journal-entry';
import type { LearnerFileContents } from '../../../src/domain/learner-file/learner-file';
import { recoveryCode, RECOVERY_CODE_BYTES } from '../../../src/domain/protection/recovery-code';
import { createJournalEntry, encodeJournalLine } from '../../../src/main/services/journal/journal-line';
import { makeKey } from '../../../src/renderer/src/storage/protection/key-making';
import { keyChangeId } from '../../../src/renderer/src/storage/protection/protection-store';
import { RecordCipher } from '../../../src/renderer/src/storage/protection/record-cipher';
import { identifier } from '../builders/statement-builders';

/** A learner with what they did. */
export type PlacedRecord = Pick<LearnerFileContents, 'learner'> &
  Partial<Pick<LearnerFileContents, 'statements' | 'notes'>> & {
    /** The PIN that seals the notes; `RECOVERY_CODE` opens them too. */
    readonly pin?: string;
  };

/** The recovery code of a placed record that has a PIN. */
export const RECOVERY_CODE = recoveryCode(new Uint8Array(RECOVERY_CODE_BYTES).fill(7));

/** Rounds of derivation: the fewest that are accepted. */
const FEW_ROUNDS = 1_000;

/**
 * Puts a record into a host's data folder: the journal that the app would have written. A browser that has none of it
 * takes it from there, as any second browser does.
 */
export async function placeRecord(
  { dataFolder }: { readonly dataFolder: string },
  { learner, statements = [], notes = [], pin }: PlacedRecord,
): Promise<void> {
  const made =
    pin === undefined
      ? null
      : await makeKey(
          { learnerId: learner.id, rounds: FEW_ROUNDS },
          identifier(3),
          { pin, code: RECOVERY_CODE },
          learner.createdAt,
        );
  const cipher = new RecordCipher(learner.id, made?.key ?? null);
  const changes = [
    change('learner', `profile-${learner.id}`, learner),
    ...statements.map((statement) => change('statement', statement.id, statement)),
    ...(await Promise.all(notes.map(async (note) => change('note', note.id, await cipher.storeNote(note))))),
    ...(made ? [change('key', keyChangeId(made.record), made.record)] : []),
  ];
  const folder = join(dataFolder, 'journals');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${learner.id}.jsonl`),
    changes.map((each, index) => encodeJournalLine(createJournalEntry(index + 1, each))).join(''),
  );
}

function change(kind: JournalChange['kind'], id: string, body: object): JournalChange {
  return { id, kind, body: JSON.stringify(body) };
}
