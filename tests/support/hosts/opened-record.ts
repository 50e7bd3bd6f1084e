import type { JournalChange, JournalState } from '../../../src/contract/journal-entry';
import type { Result } from '../../../src/contract/result';

/** The page that opens records in tests that have none. */
export const TEST_PAGE = '018f3c1e-7b2a-7c3d-8e4f-0123456789aa';

/** Opens a record as a page does and appends at its journal's end; answers what the append answered. */
export async function openAndAppend(
  invoke: (name: 'journal.open' | 'journal.append', input: object) => Promise<Result<unknown>>,
  learnerId: string,
  changes: readonly JournalChange[],
): Promise<Result<unknown>> {
  const record = { learnerId, page: TEST_PAGE };
  const opened = await invoke('journal.open', { ...record, format: 1, cursor: null, turn: 'take' });
  if (!opened.ok) return opened;
  const { epoch, lastSequence, chain } = (opened.value as { readonly state: JournalState }).state;
  return invoke('journal.append', { ...record, cursor: { epoch, lastSequence, chain }, changes });
}
