import { agreementState, type AgreementState } from '../series/agreement';
import type { ModuleOutline } from '../series/module';
import { completionKey, type LearningRecord } from './learning-record';
import { moduleProgress } from './progress';
import { moduleById, sequenceOf, type Sequence, type Series } from '../series/series';

/** Whether a module may be studied now, and the part of its sequence that should come first, where there is one. */
export interface ModuleAccess {
  readonly open: boolean;
  readonly earlierModuleId?: string;
}

/**
 * In an advised sequence every part is open and a later one points to the first earlier part that isn't complete; in an
 * enforced one it is locked until then. A part that is begun or complete already (an import, a changed order) is never
 * locked again.
 */
export function moduleAccess(series: Series, record: LearningRecord, moduleId: string): ModuleAccess {
  const place = sequenceOf(series, moduleId);
  if (!place) return { open: true };
  const { sequence, part } = place;
  const earlierModuleId = sequence.moduleIds
    .slice(0, part - 1)
    .find((id) => moduleProgress(moduleById(series, id), record).state !== 'complete');
  if (earlierModuleId === undefined) return { open: true };
  if (sequence.order === 'advised') return { open: true, earlierModuleId };
  if (moduleProgress(moduleById(series, moduleId), record).state !== 'new') return { open: true };
  return { open: false, earlierModuleId };
}

/** Whether the protocol of a module is agreed to in its present version; null where the module has none. */
export function protocolState({ protocol }: ModuleOutline, record: LearningRecord): AgreementState['state'] | null {
  return protocol ? agreementState(Object.values(record.agreements), protocol).state : null;
}

/** True where the present version of a module's protocol is agreed to, or the module has none. */
export function isProtocolAgreed(module: ModuleOutline, record: LearningRecord): boolean {
  const state = protocolState(module, record);
  return state === null || state === 'agreed';
}

/**
 * Whether a module's questions may be asked in the review: it is open, and the present version of its protocol, where
 * it has one, is agreed to. The questions of others wait.
 */
export function isReviewable(series: Series, record: LearningRecord, moduleId: string): boolean {
  const module = series.modules.find(({ id }) => id === moduleId);
  return module !== undefined && moduleAccess(series, record, moduleId).open && isProtocolAgreed(module, record);
}

/** A sequence's own progress. */
export interface SequenceProgress {
  readonly parts: readonly {
    readonly moduleId: string;
    readonly part: number;
    readonly state: 'new' | 'started' | 'complete';
  }[];
  readonly completeParts: number;
  /** ISO instant, or null. */
  readonly completedAt: string | null;
}

/** Progress of a sequence from the progress of its parts; `begun` as in `moduleProgress`. */
export function sequenceProgress(
  series: Series,
  sequence: Sequence,
  record: LearningRecord,
  begun?: ReadonlySet<string>,
): SequenceProgress {
  const parts = sequence.moduleIds.map((moduleId, index) => {
    const { state } = moduleProgress(moduleById(series, moduleId), record, begun);
    return { moduleId, part: index + 1, state };
  });
  return {
    parts,
    completeParts: parts.filter(({ state }) => state === 'complete').length,
    completedAt: record.completions[completionKey('sequence', sequence.id)] ?? null,
  };
}
