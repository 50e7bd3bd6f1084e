import type { Delivery } from '../../../contract/delivery';
import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import type { HostPorts } from '../../ports';
import { safeFileName } from '../files/file-names';
import type { RecordTypesetting } from './record-typesetting';

/** The name under which a record of learning is offered, e.g. `Record of learning - 2026-11-25 - Sok Dara.pdf`. The name stands last, so that a long one is what gets cut. */
export function recordFileName({ learner, madeOn }: RecordOfLearningDocument): string {
  return safeFileName(
    ['Record of learning', madeOn, learner.latinName || learner.khmerName].join(' - '),
    '.pdf',
    'Record of learning',
  );
}

/**
 * Typesets a record of learning and hands it to the learner.
 * @throws OperationFailure `typesetting-failed`, or a file code from the host; nothing partial is left
 */
export async function exportRecord(
  document: RecordOfLearningDocument,
  using: { readonly typesetting: RecordTypesetting; readonly host: Pick<HostPorts, 'deliverFile'> },
): Promise<Delivery> {
  const bytes = await using.typesetting.typeset(document);
  return using.host.deliverFile({ suggestedName: recordFileName(document), bytes, mimeType: 'application/pdf' });
}
