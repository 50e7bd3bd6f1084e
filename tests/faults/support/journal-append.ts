import type { OperationInput, OperationName, OperationOutput } from '../../../src/contract/operations';
import type { Result } from '../../../src/contract/result';
import { JOURNAL_FORMAT } from '../../../src/contract/journal-format';
import { JOURNAL_LEARNER } from './written-versions';

/** Asks a host for an operation. */
export type Invoke = <Name extends OperationName>(
  name: Name,
  input: OperationInput<Name>,
) => Promise<Result<OperationOutput<Name>>>;

/** Takes the turn as a page that opens the record, and appends changes where the journal ends. */
export async function openAndAppend(
  invoke: Invoke,
  changes: OperationInput<'journal.append'>['changes'],
  page = JOURNAL_LEARNER,
): Promise<Result<OperationOutput<'journal.append'>>> {
  const opening = { learnerId: JOURNAL_LEARNER, page, format: JOURNAL_FORMAT, cursor: null, turn: 'take' } as const;
  const opened = await invoke('journal.open', opening);
  if (!opened.ok) return opened;
  const { epoch, lastSequence, chain } = opened.value.state;
  return invoke('journal.append', {
    learnerId: JOURNAL_LEARNER,
    page,
    cursor: { epoch, lastSequence, chain },
    changes,
  });
}
