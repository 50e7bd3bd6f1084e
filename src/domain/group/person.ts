import { bothNames } from '../learner/learner';
import type { ProgressReport } from '../progress-report/progress-report';
import { versionSigns } from '../series/agreement';
import type { Series } from '../series/series';
import { compareText } from '../text/compare-text';
import { pairStanding, type GroupDecisions, type Pair } from './decisions';
import { grouped } from './grouped';
import type { Invited } from './roster';
import { compareReports, identityOf, pairOf, type SignedReport } from './signed-report';

/** What is told of a module: a report says what was read and tried, a row that isn't in a report's course nothing. */
export interface ModuleState {
  readonly state: 'complete' | 'begun' | 'new';
  /** `YYYY-MM-DD`. */
  readonly completedOn: string | null;
  /** 0-1, where the member gave it. */
  readonly bestScore: number | null;
}

/** The version of a protocol that was agreed to; `isPresent` where it is the one that this app has. */
export interface ProtocolState {
  /** `YYYY-MM-DD`. */
  readonly agreedOn: string;
  /** The first signs of its digest, as its page shows them. */
  readonly version: string;
  readonly isPresent: boolean;
}

/** A person: one row of the table. */
export interface Person {
  /** The same for the same person each time the folder is opened. */
  readonly key: string;
  /** As the newest report gives it; of somebody who sent nothing, as the roster does. */
  readonly name: string;
  readonly organisation: string;
  readonly group: string;
  /** Who of the roster it is; null where nobody, or it isn't decided. */
  readonly invited: Invited | null;
  /** What the roster says of them, one a column. */
  readonly cells: readonly string[];
  /**
   * Whether what the row says is known to be theirs; where one report isn't, the row isn't. Without a report:
   * `not-attached` where one of the name is in another row, `another-edition` where one of the name is of another
   * course or edition, else `none`.
   */
  readonly standing: 'none' | 'not-attached' | 'another-edition' | 'unknown-computer' | 'unknown-person' | 'known';
  /** Day of the newest report. */
  readonly asOf: string | null;
  /** The newest report of each pair, newest first. */
  readonly reports: readonly SignedReport[];
  /** `identityOf` of each of its names, ids and keys. */
  readonly identities: readonly string[];
  /** As the course orders them; all `new` without a report. */
  readonly modules: readonly ModuleState[];
  /** First day at a session on each module, as the attendance lists say; nothing of it follows from a report. */
  readonly attended: readonly (string | null)[];
  /** Day of completion. */
  readonly sequences: readonly (string | null)[];
  readonly series: string | null;
  /** One a protocol of the course, in its order. */
  readonly protocols: readonly (ProtocolState | null)[];
}

/** The protocols of a course, in the order of its modules. */
export function protocolsOf({ modules }: Pick<Series, 'modules'>) {
  return modules.flatMap(({ number, protocol }) => (protocol ? [{ ...protocol, number }] : []));
}

const ABSENT = 'invited ';

/** The key of the row of somebody who sent nothing. */
export function absentKey({ id }: Pick<Invited, 'id'>): string {
  return `${ABSENT}${id}`;
}

/** Ids of invited people on whom something was decided, whether they are on the present list or not. */
export function decidedIds({ attendance, invited, remarks }: GroupDecisions): readonly string[] {
  return [
    ...attendance.flatMap(({ present }) => present),
    ...Object.values(invited),
    ...Object.keys(remarks).flatMap((key) => (key.startsWith(ABSENT) ? [key.slice(ABSENT.length)] : [])),
  ];
}

/** Somebody by their reports: what the newest one of each pair says, taken together. */
export function personOf(
  series: Pick<Series, 'modules' | 'sequences'>,
  found: readonly SignedReport[],
  { known }: GroupDecisions,
): Person {
  const current = [...grouped(found, pairOf).values()]
    .map((ofPair) => ofPair.reduce((a, b) => (compareReports(a, b) >= 0 ? a : b)))
    .sort((a, b) => compareText(b.report.madeAt, a.report.madeAt) || compareText(pairOf(a), pairOf(b)));
  const identities = [...new Set(found.map(identityOf))].sort(compareText);
  const facts = current.map(({ report }) => report);
  const [newest] = facts;
  return {
    key: identities[0] ?? '',
    name: newest ? bothNames(newest.learner) : '',
    organisation: newest?.learner.organisation ?? '',
    group: newest?.learner.group ?? '',
    invited: null,
    cells: [],
    standing: standingOf(current, known),
    asOf: facts.reduce<string | null>(
      (latest, { madeOn }) => (latest !== null && latest > madeOn ? latest : madeOn),
      null,
    ),
    reports: current,
    identities,
    modules: series.modules.map(({ id }) => moduleState(facts, id)),
    attended: series.modules.map(() => null),
    sequences: series.sequences.map(({ id }) =>
      earliest(facts.map(({ sequences }) => sequences.find((each) => each.id === id)?.completedOn)),
    ),
    series: earliest(facts.map(({ series: whole }) => whole.completedOn)),
    protocols: protocolsOf(series).map(({ id, version }) => {
      const agreed = facts
        .flatMap(({ protocols }) => protocols.filter((each) => each.id === id))
        .sort((a, b) => compareText(a.agreedOn, b.agreedOn));
      const told = agreed.find((each) => each.version === version) ?? agreed.at(-1);
      return told
        ? { agreedOn: told.agreedOn, version: versionSigns(told), isPresent: told.version === version }
        : null;
    }),
  };
}

/** Somebody of the roster without a report. */
export function absentPerson(
  { modules, sequences }: Pick<Series, 'modules' | 'sequences'>,
  invited: Invited,
  standing: Person['standing'],
): Person {
  return {
    key: absentKey(invited),
    name: invited.name,
    organisation: '',
    group: '',
    invited,
    cells: invited.cells,
    standing,
    asOf: null,
    reports: [],
    identities: [],
    modules: modules.map(() => ({ state: 'new', completedOn: null, bestScore: null })),
    attended: modules.map(() => null),
    sequences: sequences.map(() => null),
    series: null,
    protocols: protocolsOf({ modules }).map(() => null),
  };
}

/** A row is as well known as the least known of its reports. */
function standingOf(reports: readonly SignedReport[], known: readonly Pair[]): Person['standing'] {
  const standings = reports.map(({ key, report }) => pairStanding(known, { key, learnerId: report.learner.id }));
  return (['unknown-computer', 'unknown-person', 'known'] as const).find((each) => standings.includes(each)) ?? 'none';
}

function moduleState(reports: readonly ProgressReport[], id: string): ModuleState {
  const found = reports.flatMap(({ modules }) => modules.filter((module) => module.id === id));
  const completedOn = earliest(found.map((module) => module.completedOn));
  const scores = found.flatMap(({ bestScore }) => (bestScore === undefined ? [] : [bestScore]));
  const isBegun = found.some(({ sectionsRead, attempts }) => sectionsRead + attempts > 0);
  return {
    state: completedOn !== null ? 'complete' : isBegun ? 'begun' : 'new',
    completedOn,
    bestScore: scores.length === 0 ? null : Math.max(...scores),
  };
}

function earliest(days: readonly (string | null | undefined)[]): string | null {
  return days.reduce<string | null>((first, day) => (day && (first === null || day < first) ? day : first), null);
}
