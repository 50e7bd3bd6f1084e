import { withEntry, type GroupDecisions } from './decisions';
import { absentKey, type Person } from './person';

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
