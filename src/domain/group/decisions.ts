import type { HeldSession } from './attendance';
import { NO_ROSTER, type Roster } from './roster';

/** A computer's key and a person's id on it: what a coordinator knows, and what a report replaces another under. */
export interface Pair {
  /** Public key in multibase. */
  readonly key: string;
  /** `reportedLearnerId`. */
  readonly learnerId: string;
}

/** Whether two names, ids or keys are of one person; both are `identityOf`, in the order of the alphabet. */
export interface SamePersonDecision {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
}

/** All that a coordinator decided, and the only thing of a group that is ever saved. */
export interface GroupDecisions {
  readonly roster: Roster;
  /** Pairs whose digits were compared with what the member read aloud. */
  readonly known: readonly Pair[];
  readonly samePerson: readonly SamePersonDecision[];
  /** Who of the roster a report is of, where names alone don't tell: identity -> `Invited.id`, or empty for nobody. */
  readonly invited: Readonly<Record<string, string>>;
  /** Sessions whose attendance was taken, by day. */
  readonly attendance: readonly HeldSession[];
  /** By the key of a row. */
  readonly remarks: Readonly<Record<string, string>>;
}

/** Before anything was decided. */
export const NO_DECISIONS: GroupDecisions = {
  roster: NO_ROSTER,
  known: [],
  samePerson: [],
  invited: {},
  attendance: [],
  remarks: {},
};

/** Most UTF-16 units of a remark. */
export const MAXIMUM_REMARK_LENGTH = 2_000;

/** One text for a pair. */
export function pairText({ key, learnerId }: Pair): string {
  return `${key} ${learnerId}`;
}

/** Whether a pair, or its computer alone, is known. */
export function pairStanding(known: readonly Pair[], pair: Pair): 'unknown-computer' | 'unknown-person' | 'known' {
  if (known.some((each) => pairText(each) === pairText(pair))) return 'known';
  return known.some(({ key }) => key === pair.key) ? 'unknown-person' : 'unknown-computer';
}

/** The decisions with a pair known, or not. */
export function withKnown(decisions: GroupDecisions, pair: Pair, isKnown: boolean): GroupDecisions {
  const others = decisions.known.filter((each) => pairText(each) !== pairText(pair));
  return { ...decisions, known: isKnown ? [...others, { key: pair.key, learnerId: pair.learnerId }] : others };
}

/** The decisions with two identities declared to be of one person or of two; null undoes it. */
export function withSamePerson(
  decisions: GroupDecisions,
  [first, second]: readonly [string, string],
  same: boolean | null,
): GroupDecisions {
  const [a, b] = first < second ? [first, second] : [second, first];
  const others = decisions.samePerson.filter((each) => each.a !== a || each.b !== b);
  return { ...decisions, samePerson: same === null ? others : [...others, { a, b, same }] };
}

/** The decisions with an entry of a map set; an absent value takes it out. */
export function withEntry(
  map: Readonly<Record<string, string>>,
  key: string,
  value: string | undefined,
): Readonly<Record<string, string>> {
  const { [key]: _, ...others } = map;
  return value === undefined ? others : { ...others, [key]: value };
}
