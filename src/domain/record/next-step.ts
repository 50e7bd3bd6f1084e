import type { ModuleOutline } from '../series/module';
import { moduleById, sequenceOf, type Series } from '../series/series';
import { compareText } from '../text/compare-text';
import { completables, type Completion } from './completion';
import { completionKey, sectionReadAt, type LearningRecord } from './learning-record';
import type { ReadingPosition } from './position';
import { moduleProgress } from './progress';
import { moduleAccess, protocolState } from './sequence';

/** An attempt that counts, was begun and isn't submitted yet. */
export interface RunningAttempt {
  readonly attemptId: string;
  readonly moduleId: string;
  /** ISO instant. */
  readonly startedAt: string;
}

/** Where a learner is: at a module, at a section of it, or, on the first screen, where they read last. */
export interface StudyPlace {
  readonly moduleId: string;
  readonly sectionId?: string;
  readonly blockId?: string;
}

/** The one thing that is suggested next. */
export type NextStep =
  /** Nothing was done yet. */
  | { readonly kind: 'start'; readonly moduleId: string }
  | { readonly kind: 'continue-attempt'; readonly moduleId: string; readonly attemptId: string }
  /** The protocol comes first: `changed` where an earlier version of it was agreed to. */
  | { readonly kind: 'agree'; readonly moduleId: string; readonly changed: boolean }
  /** `begun` where something of the module was read; `blockId` where the reading of the section was interrupted. */
  | {
      readonly kind: 'read';
      readonly moduleId: string;
      readonly sectionId: string;
      readonly begun: boolean;
      readonly blockId?: string;
    }
  /** `left`: number of sections that aren't read yet; `tried` where the quiz was submitted and not passed. */
  | { readonly kind: 'take-quiz'; readonly moduleId: string; readonly left: number; readonly tried: boolean }
  /** The quiz is passed, and these sections were skipped. */
  | { readonly kind: 'read-left'; readonly moduleId: string; readonly sectionIds: readonly string[] }
  /** Completed and never issued, the largest first; `moduleId` is the next module, where there is one. */
  | { readonly kind: 'issue-certificates'; readonly targets: readonly Completion[]; readonly moduleId: string | null }
  | { readonly kind: 'review'; readonly due: number; readonly moduleId: string | null }
  | { readonly kind: 'next-module'; readonly moduleId: string }
  /** Everything is complete, issued and reviewed. */
  | { readonly kind: 'done' };

/** What a learner did, as far as the next step depends on it. */
export interface NextStepInput {
  readonly series: Series;
  readonly record: LearningRecord;
  /** Running attempts that count, in any order. */
  readonly running: readonly RunningAttempt[];
  /** Number of reviews that are due now. */
  readonly reviewsDue: number;
  /** Null before anything was read. */
  readonly place: StudyPlace | null;
  /** Whether a module is in the language in which the learner reads: such come before the others. */
  readonly isReadable: (moduleId: string) => boolean;
}

/** The place where a learner read last. */
export function placeOf(position: ReadingPosition | null): StudyPlace | null {
  return position && { moduleId: position.moduleId, sectionId: position.sectionId, blockId: position.blockId };
}

/**
 * What to do next, seen from no module: on the first screen. Work that was begun is finished first: an attempt, then a
 * module (the text to its end, the quiz, what was skipped). Then comes what was earned, what is due for review, and the
 * next module. It depends on what was done, not on which page was looked at last.
 */
export function firstStep(input: NextStepInput): NextStep {
  const { series, record } = input;
  const attempt = pressingAttempt(input, () => true);
  if (attempt) return { kind: 'continue-attempt', moduleId: attempt.moduleId, attemptId: attempt.attemptId };
  const place = begunPlace(input);
  const step = place && stepWithin(moduleById(series, place.moduleId), place, record, series);
  if (step) return step;
  const first = nextModule(null, input);
  const isNew = series.modules.every((each) => moduleProgress(each, record).state === 'new');
  if (first && isNew) return { kind: 'start', moduleId: first.id };
  return stepAfter(lastCompleted(input), unissued(series, record), input);
}

/** What to do next, seen from a module: first what is left in it, then what it earned. */
export function nextStep(input: NextStepInput): NextStep {
  const { series, record, place } = input;
  const here = series.modules.find(({ id }) => id === place?.moduleId);
  if (!here) return firstStep(input);
  const attempt = pressingAttempt(input, (moduleId) => moduleId === here.id);
  if (attempt) return { kind: 'continue-attempt', moduleId: here.id, attemptId: attempt.attemptId };
  const targets = unissued(series, record);
  const own = targets.filter(({ kind, objectId }) => covers(series, kind, objectId, here.id));
  // What this module earned leads to all that is there to be had; another's doesn't stand on this one's page.
  const all = own.length > 0 ? [...own, ...targets.filter((target) => !own.includes(target))] : [];
  return stepWithin(here, place, record, series) ?? stepAfter(here, all, input);
}

/**
 * The newest running attempt in modules of the series. A second attempt in a module that is passed was begun for its
 * own sake: it waits on the quiz's page.
 */
export function pressingAttempt(
  { series, record, running }: Pick<NextStepInput, 'series' | 'record' | 'running'>,
  isIn: (moduleId: string) => boolean,
): RunningAttempt | undefined {
  return newestOf(
    running.filter(
      ({ moduleId }) =>
        isIn(moduleId) && series.modules.some(({ id }) => id === moduleId) && !record.scores[moduleId]?.firstPassedAt,
    ),
  );
}

/**
 * Where begun work goes on: where the learner reads; else in the module in which a section was read last. A page that
 * was only looked at, as what a search found, counts where nothing is begun.
 */
function begunPlace({ series, record, place }: NextStepInput): StudyPlace | null {
  const possible = series.modules.filter(
    (module) => moduleProgress(module, record).state !== 'complete' && moduleAccess(series, record, module.id).open,
  );
  const here = possible.find(({ id }) => id === place?.moduleId);
  const [begun] = possible
    .filter((module) => moduleProgress(module, record).state === 'started')
    .sort((a, b) => compareText(lastReadIn(b, record), lastReadIn(a, record)));
  const isOnTheWay = here !== undefined && isReached(here, place, record);
  const section = here?.sections.find(({ id }) => id === place?.sectionId);
  const isEntered = (section?.blockIds.indexOf(place?.blockId ?? '') ?? -1) > 0;
  if (!begun) return here ? place : null;
  return isOnTheWay && (isEntered || here === begun) ? place : { moduleId: begun.id };
}

/** Whether reading leads to a section: it is read, or the one before it is, or there is none. */
function isReached({ sections }: ModuleOutline, place: StudyPlace | null, record: LearningRecord): boolean {
  const at = sections.findIndex(({ id }) => id === place?.sectionId);
  return at === 0 || sections.slice(Math.max(0, at - 1), at + 1).some(({ id }) => sectionReadAt(record, id) !== null);
}

/** ISO instant at which a section of a module was read last; empty where none is. */
function lastReadIn({ sections }: ModuleOutline, record: LearningRecord): string {
  return sections.map(({ id }) => sectionReadAt(record, id) ?? '').reduce((a, b) => (a > b ? a : b), '');
}

/** The module that was completed last. */
function lastCompleted({ series, record }: NextStepInput): ModuleOutline | null {
  const completedAt = ({ id }: ModuleOutline): string => record.completions[completionKey('module', id)] ?? '';
  return series.modules.reduce<ModuleOutline | null>(
    (last, module) => (completedAt(module) > (last ? completedAt(last) : '') ? module : last),
    null,
  );
}

/** What is left to do in a module; null where it is complete, or locked. */
function stepWithin(
  module: ModuleOutline,
  place: StudyPlace | null,
  record: LearningRecord,
  series: Series,
): NextStep | null {
  const { left, state, attempts, readSectionIds } = moduleProgress(module, record);
  if (state === 'complete' || !moduleAccess(series, record, module.id).open) return null;
  const agreement = protocolState(module, record);
  if (agreement === 'missing' || agreement === 'changed')
    return { kind: 'agree', moduleId: module.id, changed: agreement === 'changed' };
  const at = module.sections.findIndex(({ id }) => id === place?.sectionId);
  // With the quiz passed, what was skipped is listed, unless somebody is in the middle of the text.
  const rest = at < 0 && !left.quiz ? [] : module.sections.slice(Math.max(0, at));
  const onward = rest.find(({ id }) => left.sectionIds.includes(id));
  if (onward) {
    const blockId = onward.id === place?.sectionId ? place.blockId : undefined;
    return {
      kind: 'read',
      moduleId: module.id,
      sectionId: onward.id,
      begun: readSectionIds.length > 0 || blockId !== undefined,
      ...(blockId === undefined ? {} : { blockId }),
    };
  }
  if (left.quiz) return { kind: 'take-quiz', moduleId: module.id, left: left.sectionIds.length, tried: attempts > 0 };
  return left.sectionIds.length > 0 ? { kind: 'read-left', moduleId: module.id, sectionIds: left.sectionIds } : null;
}

/** What comes after a module, or after all that was begun. */
function stepAfter(module: ModuleOutline | null, targets: readonly Completion[], input: NextStepInput): NextStep {
  const { reviewsDue } = input;
  const moduleId = nextModule(module, input)?.id ?? null;
  if (targets.length > 0) return { kind: 'issue-certificates', targets, moduleId };
  if (reviewsDue > 0) return { kind: 'review', due: reviewsDue, moduleId };
  return moduleId === null ? { kind: 'done' } : { kind: 'next-module', moduleId };
}

/** The first module after this one that isn't complete and may be studied, else the first of all such. */
function nextModule(
  module: ModuleOutline | null,
  { series, record, isReadable }: NextStepInput,
): ModuleOutline | undefined {
  const at = series.modules.findIndex(({ id }) => id === module?.id) + 1;
  const possible = [...series.modules.slice(at), ...series.modules.slice(0, at)].filter(
    (each) =>
      each.id !== module?.id &&
      moduleProgress(each, record).state !== 'complete' &&
      moduleAccess(series, record, each.id).open,
  );
  return possible.find(({ id }) => isReadable(id)) ?? possible[0];
}

/** What is complete and was never issued, the series first, then sequences, then modules. */
export function unissued(series: Series, record: LearningRecord): Completion[] {
  const issued = new Set(
    Object.values(record.certificates).map(({ objectId, snapshot }) => completionKey(snapshot.kind, objectId)),
  );
  return completables(series).filter(({ kind, objectId }) => {
    const key = completionKey(kind, objectId);
    return record.completions[key] !== undefined && !issued.has(key);
  });
}

function covers(series: Series, kind: Completion['kind'], objectId: string, moduleId: string): boolean {
  if (kind === 'series') return true;
  return kind === 'module' ? objectId === moduleId : sequenceOf(series, moduleId)?.sequence.id === objectId;
}

function newestOf(running: readonly RunningAttempt[]): RunningAttempt | undefined {
  return [...running].sort((a, b) => compareText(b.startedAt, a.startedAt) || compareText(a.attemptId, b.attemptId))[0];
}
