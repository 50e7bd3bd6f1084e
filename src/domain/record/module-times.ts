import type { ModuleOutline } from '../series/module';
import { completionKey, sectionReadAt, type LearningRecord } from './learning-record';

/** When a module was studied. */
export interface ModuleTimes {
  /** ISO instant of the first section that was read, or of the first pass; null before either. */
  readonly begun: string | null;
  /** ISO instant of the last section that was read for the first time, of the first pass, or of the completion. */
  readonly latest: string | null;
  /** ISO instant of the completion, or null. */
  readonly completed: string | null;
}

/** When a module was begun and completed, as far as the record says. */
export function moduleTimes(module: ModuleOutline, record: LearningRecord): ModuleTimes {
  const completed = record.completions[completionKey('module', module.id)] ?? null;
  const moments = [
    ...module.sections.map(({ id }) => sectionReadAt(record, id)),
    record.scores[module.id]?.firstPassedAt ?? null,
    completed,
  ]
    .filter((moment) => moment !== null)
    .sort();
  return { begun: moments[0] ?? null, latest: moments.at(-1) ?? null, completed };
}
