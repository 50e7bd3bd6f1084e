import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalChange } from '../../../src/contract/journal-entry';
import { recoveryCode, RECOVERY_CODE_BYTES } from '../../../src/domain/protection/recovery-code';
import { createJournalEntry, encodeJournalLine } from '../../../src/main/services/journal/journal-line';
import { makeKey } from '../../../src/renderer/src/storage/protection/key-making';
import { keyChangeId } from '../../../src/renderer/src/storage/protection/protection-store';
import { RecordCipher } from '../../../src/renderer/src/storage/protection/record-cipher';
import { identifier, learner, note, read, statement } from './statement-builders';

/** What the learner Sokha Chan did before a test begins. */
export interface RecordInFolder {
  /** A note beside the first block of the second module. */
  readonly note?: string;
  /** The second module's first section is marked as read. */
  readonly isSectionRead?: boolean;
  /** The PIN that seals the note; `RECOVERY_CODE` opens it too. */
  readonly pin?: string;
}

/** The recovery code of a record in a folder that has a PIN. */
export const RECOVERY_CODE = recoveryCode(new Uint8Array(RECOVERY_CODE_BYTES).fill(7));

/** Rounds of derivation: the fewest that are accepted. */
const FEW_ROUNDS = 1_000;

const SECTION = 'diversion/why-not-court';

/**
 * Puts a record in a host's data folder: the journal that the app would have written. A browser that opens the app
 * there takes the record from it, as any second browser does.
 */
export async function putRecord(dataFolder: string, { note: text, isSectionRead, pin }: RecordInFolder): Promise<void> {
  const owner = learner({ latinName: 'Sokha Chan', khmerName: '' });
  const changes = [change('learner', owner.id, owner)];
  const made =
    pin === undefined
      ? null
      : await makeKey(
          { learnerId: owner.id, rounds: FEW_ROUNDS },
          identifier(3),
          { pin, code: RECOVERY_CODE },
          owner.createdAt,
        );
  const cipher = new RecordCipher(owner.id, made?.key ?? null);
  if (text !== undefined) {
    const written = note({ moduleId: 'diversion', sectionId: SECTION, blockId: `${SECTION}#opening`, text });
    changes.push(change('note', written.id, await cipher.storeNote(written)));
  }
  if (isSectionRead) {
    const experienced = statement(read(SECTION), 4);
    changes.push(change('statement', experienced.id, experienced));
  }
  if (made) changes.push(change('key', keyChangeId(made.record), made.record));
  const folder = join(dataFolder, 'journals');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, `${owner.id}.jsonl`),
    changes.map((each, index) => encodeJournalLine(createJournalEntry(index + 1, each))).join(''),
  );
}

function change(kind: JournalChange['kind'], id: string, body: object): JournalChange {
  return { id, kind, body: JSON.stringify(body) };
}
