import { bothNames } from '../learner/learner';
import type { ProgressReport } from '../progress-report/progress-report';
import type { Series } from '../series/series';
import { compareText } from '../text/compare-text';
import { attendedOn } from './attendance';
import { pairText, withEntry, type GroupDecisions, type Pair } from './decisions';
import { grouped } from './grouped';
import { comparableName, type Invited } from './roster';

/** An intact report, with the key that signed it. */
export interface SignedReport {
  /** Public key in multibase. */
  readonly key: string;
  readonly report: ProgressReport;
}

/** What is told of a module: a report says what was read and tried, a row that isn't in a report's course nothing. */
export interface ModuleState {
  readonly state: 'complete' | 'begun' | 'new';
  /** `YYYY-MM-DD`. */
  readonly completedOn: string | null;
  /** 0-1, where the member gave it. */
  readonly bestScore: number | null;
}

/** A protocol that was agreed to; `isPresent` where it was the version that this app has. */
export interface ProtocolState {
  readonly agreedOn: string;
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

/** A name under an id and a key: the least that may be a person. Nothing makes two of them one but a decision. */
export function identityOf({ key, report: { learner } }: SignedReport): string {
  return `${pairOf({ key, report: { learner } })} ${comparableName(learner.latinName)}/${comparableName(learner.khmerName)}`;
}

/** The pair of a report, as one text. */
export function pairOf({ key, report }: { key: string; report: Pick<ProgressReport, 'learner'> }): string {
  return pairText({ key, learnerId: report.learner.id });
}

/**
 * A report's order among those of its pair: the higher serial replaces the lower one, whatever the dates say; of one
 * serial, which a copied data folder can give twice, the later date.
 */
export function compareReports({ report: a }: SignedReport, { report: b }: SignedReport): number {
  return a.serial - b.serial || compareText(a.madeAt, b.madeAt) || compareText(a.reportId, b.reportId);
}

/** The protocols of a course, in the order of its modules. */
export function protocolsOf({ modules }: Pick<Series, 'modules'>) {
  return modules.flatMap(({ number, protocol }) => (protocol ? [{ ...protocol, number }] : []));
}

/** The remark on a person, whichever of their keys it was made under: a report may have come since. */
export function remarkOf(person: Person, remarks: GroupDecisions['remarks']): string {
  return (
    remarkKeys(person)
      .map((key) => remarks[key])
      .find((remark) => remark !== undefined) ?? ''
  );
}

/** The remarks with one on a person; an empty one takes it out. */
export function withRemark(
  remarks: GroupDecisions['remarks'],
  person: Person,
  remark: string,
): GroupDecisions['remarks'] {
  const others = remarkKeys(person).reduce((map, key) => withEntry(map, key, undefined), remarks);
  return remark === '' ? others : withEntry(others, person.key, remark);
}

function remarkKeys({ invited, identities }: Person): readonly string[] {
  return [...identities, ...(invited ? [absentKey(invited)] : [])];
}

function absentKey({ id }: Invited): string {
  return `invited ${id}`;
}

/**
 * Everybody of a group, in the roster's order, then who isn't on it by name: what their reports say, joined where it
 * was decided that they are one person.
 *
 * @param reports of this course, intact, each once
 * @param otherReports of another course or edition, intact: they say nothing of a person but that something was sent
 */
export function peopleOf(
  series: Pick<Series, 'modules' | 'sequences'>,
  reports: readonly SignedReport[],
  decisions: GroupDecisions,
  otherReports: readonly SignedReport[] = [],
): readonly Person[] {
  const joined = joinedIdentities(reports, decisions).map((found) => personOf(series, found, decisions));
  const invitedOf = invitations(joined, decisions);
  const placed = joined.map((person): Person => {
    const invited = invitedOf.get(person.key) ?? null;
    return { ...person, invited, cells: decisions.roster.columns.map((_, index) => invited?.cells[index] ?? '') };
  });
  const byInvited = grouped(placed, ({ invited }) => invited?.id ?? null);
  const attended = ({ id }: Invited): Person['attended'] =>
    series.modules.map((module) => attendedOn(decisions.attendance, module.id, id));
  const absent = absenceOf(byInvited.get(null) ?? [], otherReports, decisions);
  return [
    ...decisions.roster.people.flatMap((invited) => {
      const [first = absentPerson(series, invited, absent(invited)), ...others] = byInvited.get(invited.id) ?? [];
      // Somebody who stands in two rows was there once.
      return [{ ...first, attended: attended(invited) }, ...others];
    }),
    ...(byInvited.get(null) ?? []).toSorted((a, b) => compareText(comparableName(a.name), comparableName(b.name))),
  ];
}

/** Reports of one person, by the decisions: joined by each "the same", however many steps away. */
function joinedIdentities(
  reports: readonly SignedReport[],
  { samePerson }: GroupDecisions,
): readonly (readonly SignedReport[])[] {
  const root = new Map<string, string>();
  const rootOf = (identity: string): string => {
    let at = identity;
    for (let next = root.get(at); next !== undefined && next !== at; next = root.get(at)) at = next;
    return at;
  };
  for (const { a, b, same } of samePerson) {
    const [first, second] = [rootOf(a), rootOf(b)];
    if (same && first !== second) root.set(first > second ? first : second, first > second ? second : first);
  }
  return [...grouped(reports, (report) => rootOf(identityOf(report))).values()];
}

function personOf(
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
      const agreed = facts.flatMap(({ protocols }) => protocols.filter((each) => each.id === id));
      const present = agreed.filter((each) => each.version === version);
      const agreedOn = earliest((present.length > 0 ? present : agreed).map((each) => each.agreedOn));
      return agreedOn === null ? null : { agreedOn, isPresent: present.length > 0 };
    }),
  };
}

/** A row is as well known as the least known of its reports. */
function standingOf(reports: readonly SignedReport[], known: readonly Pair[]): Person['standing'] {
  const standings = reports.map(({ key, report }) => pairStanding(known, { key, learnerId: report.learner.id }));
  return (['unknown-computer', 'unknown-person', 'known'] as const).find((each) => standings.includes(each)) ?? 'none';
}

/** Whether a pair, or its computer alone, is known. */
export function pairStanding(known: readonly Pair[], pair: Pair): 'unknown-computer' | 'unknown-person' | 'known' {
  if (known.some((each) => pairText(each) === pairText(pair))) return 'known';
  return known.some(({ key }) => key === pair.key) ? 'unknown-person' : 'unknown-computer';
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

/**
 * Who of the roster each row is: as it was decided, or else where one row alone has the name of one line alone. Of two
 * rows with the name a person decides: a stranger's report must not take the place of the real one.
 */
function invitations(people: readonly Person[], { roster, invited }: GroupDecisions): ReadonlyMap<string, Invited> {
  const byId = new Map(roster.people.map((each) => [each.id, each]));
  const lines = grouped(roster.people, ({ name }) => comparableName(name));
  const decided = (person: Person): string | undefined =>
    person.identities.map((identity) => invited[identity]).find((each) => each !== undefined);
  const open = people.filter((person) => decided(person) === undefined);
  const taken = new Set(people.map(decided));
  const claims = new Map<Invited, Person[]>();
  for (const person of open)
    for (const line of new Set(namesOf(person).flatMap((name) => lines.get(name) ?? [])))
      if (!taken.has(line.id)) claims.set(line, [...(claims.get(line) ?? []), person]);
  const found = new Map<string, Invited>();
  for (const person of people) {
    const line = byId.get(decided(person) ?? '');
    if (line) found.set(person.key, line);
  }
  for (const [line, [only, ...others]] of claims)
    if (
      only &&
      others.length === 0 &&
      (lines.get(comparableName(line.name)) ?? []).length === 1 &&
      !found.has(only.key)
    )
      found.set(only.key, line);
  return found;
}

/** The names in a person's newest reports as they are compared. */
function namesOf({ reports }: Pick<Person, 'reports'>): readonly string[] {
  return reports.flatMap(({ report: { learner } }) =>
    [learner.latinName, learner.khmerName, bothNames(learner)].map(comparableName).filter((name) => name !== ''),
  );
}

/**
 * Why somebody of the roster has no report: one of the name may be there all the same.
 *
 * @param unplaced people who are nobody of the roster
 */
function absenceOf(
  unplaced: readonly Person[],
  otherReports: readonly SignedReport[],
  { invited: decided }: GroupDecisions,
): (invited: Invited) => 'none' | 'not-attached' | 'another-edition' {
  const undecided = unplaced.filter(({ identities }) =>
    identities.every((identity) => decided[identity] === undefined),
  );
  const waiting = new Set(undecided.flatMap(namesOf));
  const isDecided = (report: SignedReport): boolean => decided[identityOf(report)] !== undefined;
  const elsewhere = new Set(namesOf({ reports: otherReports.filter((report) => !isDecided(report)) }));
  const attached = new Set(otherReports.map((report) => decided[identityOf(report)]));
  return ({ id, name }) => {
    if (waiting.has(comparableName(name))) return 'not-attached';
    return attached.has(id) || elsewhere.has(comparableName(name)) ? 'another-edition' : 'none';
  };
}

function absentPerson(
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
