import { sectionReadAt, type LearningRecord } from '../../../../domain/record/learning-record';
import type { NextStep } from '../../../../domain/record/next-step';
import type { ReaderRole } from '../../../../domain/series/reader-role';
import type { SectionOutline } from '../../../../domain/series/section';
import { moduleById, pathSections, type Series } from '../../../../domain/series/series';

/**
 * The first section of a reader's path that isn't read, in the module that is next; null where the next step leads
 * there itself, or isn't to read.
 */
export function firstOfPath(
  step: NextStep,
  role: ReaderRole,
  series: Series,
  record: LearningRecord,
): SectionOutline | null {
  if (step.kind !== 'start' && step.kind !== 'read' && step.kind !== 'next-module') return null;
  const path = pathSections(moduleById(series, step.moduleId), role);
  const first = path.find(({ id }) => sectionReadAt(record, id) === null);
  return first && (step.kind !== 'read' || step.sectionId !== first.id) ? first : null;
}
