import type { JournalEntry, JournalState } from '../../../contract/journal-entry';
import { journalUnreadable } from './journal-failure';
import { type EntryPlace, fitPage, readPlaces } from './journal-index';
import { openForReading } from './own-file';

const PAGE_ENTRIES = 1_000;

/** A journal as it is at one moment: later appends, or a replacement of the file, don't change it. */
export interface JournalCopy {
  readonly state: JournalState;
  /** The entries, oldest first; can be read again. Throws `journal-unreadable` where they are gone. */
  entries(): AsyncGenerator<JournalEntry>;
  close(): Promise<void>;
}

/** Opens a copy of the entries at these places. No bytes are copied: the open file still has them. */
export async function openJournalCopy(
  path: string,
  places: readonly EntryPlace[],
  state: JournalState,
): Promise<JournalCopy> {
  const file = places.length > 0 ? await openForReading(path) : null;
  return {
    state,
    async *entries() {
      for (let at = 0; file && at < places.length;) {
        const page = fitPage(places.slice(at, at + PAGE_ENTRIES));
        const entries = await readPlaces(file, page);
        if (!entries) throw journalUnreadable(new Error('The file changed while it was read.'), state.learnerId);
        yield* entries;
        at += page.length;
      }
    },
    close: async () => {
      await file?.close();
    },
  };
}
