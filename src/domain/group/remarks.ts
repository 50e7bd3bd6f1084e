import { withEntry, type GroupDecisions } from './decisions';
import { absentKey, type Person } from './person';

/**
 * The remarks on a person, one a line, whichever of their keys each was made under: a report may have come since, or
 * two rows were joined.
 */
export function remarkOf(person: Person, remarks: GroupDecisions['remarks']): string {
  return [...new Set(remarkKeys(person).flatMap((key) => remarks[key] ?? []))].join('\n');
}

/** The remarks with one on a person in place of all that `remarkOf` shows; an empty one takes them out. */
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
