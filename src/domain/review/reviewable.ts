import type { LearningRecord } from '../record/learning-record';
import { isProtocolAgreed, moduleAccess } from '../record/sequence';
import type { Series } from '../series/series';

/**
 * Whether a module's questions may be asked in the review: it is open, and the present version of its protocol, where
 * it has one, is agreed to. The questions of others wait.
 */
export function isReviewable(series: Series, record: LearningRecord, moduleId: string): boolean {
  const module = series.modules.find(({ id }) => id === moduleId);
  return module !== undefined && moduleAccess(series, record, moduleId).open && isProtocolAgreed(module, record);
}
