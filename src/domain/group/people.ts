import type { Series } from '../series/series';
import { compareText } from '../text/compare-text';
import { attendedOn } from './attendance';
import type { GroupDecisions } from './decisions';
import { grouped } from './grouped';
import { absenceOf, invitations } from './invitations';
import { absentPerson, personOf, type Person } from './person';
import { comparableName, type Invited } from './roster';
import { identityOf, type SignedReport } from './signed-report';

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
