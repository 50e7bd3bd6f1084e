import { GatheredRecord } from '../../../../domain/learner-file/gathered-record';
import { NO_TRIES_BY_KEY, type TriesByKey } from '../../../../domain/protection/tries-by-key';
import type { HostClient } from '../../host/host-client';
import { pagesOf, readRawRecord, type RawReading } from '../../storage/transfer';
import { StorageError } from '../../storage';
import { HostError } from '../host/host-error';
import { createJournalPort } from '../host/journal-client';

/** What was gathered of a record without opening it, and from which sources. */
export interface Gathering {
  readonly record: GatheredRecord;
  /**
   * Damaged lines of the journal, whose contents may be missing; null where the journal can't be read at all, or there
   * is none.
   */
  readonly damagedLines: number | null;
  readonly database: RawReading;
  /** Wrong PINs as the database counted them; none where it could not be read. */
  readonly tries: TriesByKey;
}

/** Milliseconds that the browser's database may take for each answer; after that the journal alone is saved. */
const TIMEOUT = 5_000;

/**
 * Gathers a learner's record from the host's journal, which holds every fact that was ever shown as saved, and from the
 * browser's database as it is, without upgrading it. Either is enough.
 *
 * @param timeout milliseconds that the browser may take for each answer
 * @throws HostError where the host doesn't answer: no file can be written then either
 */
export async function gatherRecord(host: HostClient, learnerId: string, timeout = TIMEOUT): Promise<Gathering> {
  const record = new GatheredRecord(learnerId);
  const journal = await readJournal(host, learnerId, record);
  let tries = NO_TRIES_BY_KEY;
  const database = await readRawRecord(learnerId, {
    epoch: journal?.epoch ?? null,
    timeout,
    take: (kind, body) => {
      record.add(kind, body);
    },
    takeTries: (found) => {
      tries = found;
    },
  });
  return { record, database, tries, damagedLines: journal?.damagedLines ?? null };
}

/** The journal first: its lines have checksums, so that its copy of a row is preferred to the database's. */
async function readJournal(
  host: HostClient,
  learnerId: string,
  record: GatheredRecord,
): Promise<{ readonly epoch: string; readonly damagedLines: number } | null> {
  const port = createJournalPort(host);
  try {
    const state = await port.state(learnerId);
    if (state.lastSequence === 0 && state.damagedLines.length === 0) return null;
    for await (const { changes } of pagesOf((after) => port.read(learnerId, after), { to: state.lastSequence }))
      for (const { kind, body } of changes) record.add(kind, body);
    return { epoch: state.epoch, damagedLines: state.damagedLines.length };
  } catch (error) {
    // A journal that becomes unreadable is reported; what was read until then stays. That of a removed learner doesn't
    // exist.
    if (
      (error instanceof HostError && error.code === 'journal-unreadable') ||
      (error instanceof StorageError && error.code === 'removed')
    )
      return null;
    throw error;
  }
}
