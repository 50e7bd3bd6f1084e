import { bothNames } from '../learner/learner';
import type { GroupDecisions } from './decisions';
import { grouped } from './grouped';
import type { Person } from './person';
import { comparableName, type Invited } from './roster';
import { identityOf, type SignedReport } from './signed-report';

/**
 * Who of the roster each row is: as it was decided, or else where one row alone has the name of one line alone. Of two
 * rows with the name a person decides: a stranger's report must not take the place of the real one.
 */
export function invitations(
  people: readonly Person[],
  { roster, invited }: GroupDecisions,
): ReadonlyMap<string, Invited> {
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

/** Whether the roster has one of the person's names: whoever isn't told by it all the same shares it. */
export function isListed(person: Person, { roster }: Pick<GroupDecisions, 'roster'>): boolean {
  const names = namesOf(person);
  return roster.people.some(({ name }) => names.includes(comparableName(name)));
}

/** Rows that are nobody of the roster, and of whom nothing was decided, by each name in their reports. */
export function waitingByName(
  people: readonly Person[],
  { invited: decided }: Pick<GroupDecisions, 'invited'>,
): ReadonlyMap<string, readonly Person[]> {
  const waiting = people.filter(
    ({ invited, identities }) => !invited && identities.every((identity) => decided[identity] === undefined),
  );
  const named = waiting.flatMap((person) => [...new Set(namesOf(person))].map((name) => ({ name, person })));
  return new Map(
    [...grouped(named, ({ name }) => name)].map(([name, found]) => [name, found.map(({ person }) => person)]),
  );
}

/**
 * Why somebody of the roster has no report: one of the name may be there all the same.
 *
 * @param unplaced people who are nobody of the roster
 */
export function absenceOf(
  unplaced: readonly Person[],
  otherReports: readonly SignedReport[],
  decisions: GroupDecisions,
): (invited: Invited) => 'none' | 'not-attached' | 'another-edition' {
  const { invited: decided } = decisions;
  const waiting = waitingByName(unplaced, decisions);
  const isDecided = (report: SignedReport): boolean => decided[identityOf(report)] !== undefined;
  const elsewhere = new Set(namesOf({ reports: otherReports.filter((report) => !isDecided(report)) }));
  const attached = new Set(otherReports.map((report) => decided[identityOf(report)]));
  return ({ id, name }) => {
    if (waiting.has(comparableName(name))) return 'not-attached';
    return attached.has(id) || elsewhere.has(comparableName(name)) ? 'another-edition' : 'none';
  };
}

/** The names in a person's newest reports as they are compared. */
function namesOf({ reports }: Pick<Person, 'reports'>): readonly string[] {
  return reports.flatMap(({ report: { learner } }) =>
    [learner.latinName, learner.khmerName, bothNames(learner)].map(comparableName).filter((name) => name !== ''),
  );
}
