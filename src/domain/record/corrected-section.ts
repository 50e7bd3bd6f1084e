import { lastReadOf, type LearningRecord } from './learning-record';
import type { SectionOutline } from '../series/section';

/** Whether a section was corrected after the learner had read it last: what they know of it may be wrong. */
export function isCorrectedSinceRead(
  { sectionReads }: Pick<LearningRecord, 'sectionReads'>,
  { id, corrected }: Pick<SectionOutline, 'id' | 'corrected'>,
): boolean {
  const read = Object.hasOwn(sectionReads, id) ? sectionReads[id] : undefined;
  return read !== undefined && corrected !== undefined && lastReadOf(read) < corrected;
}
