import { compareText } from '../text/compare-text';
import { compareEdits, nextEdit, type EditTime } from './edit-order';
import { normaliseName, type Learner, type LearnerChange, type Preferences } from './learner';

/** The fields that aren't preferences. */
const OWN_FIELDS = ['latinName', 'khmerName', 'organisation', 'group', 'language'] as const;

/** A field of a profile: one of these, or a preference. */
interface Field {
  readonly name: string;
  readonly value: unknown;
  /** Its last edit. */
  readonly edit: EditTime;
}

/** A changed profile, newer than the last one whatever the clock says. */
export function changedLearner(learner: Learner, change: LearnerChange, now: string): Learner {
  const changed = {
    ...learner,
    ...change,
    latinName: normaliseName(change.latinName ?? learner.latinName),
    khmerName: normaliseName(change.khmerName ?? learner.khmerName),
    ...(change.organisation === undefined ? {} : { organisation: normaliseName(change.organisation) }),
    ...(change.group === undefined ? {} : { group: normaliseName(change.group) }),
    preferences: { ...learner.preferences, ...change.preferences },
  };
  const edit = nextEdit(editOf(learner), now);
  const before = new Map(fieldsOf(learner).map((field) => [field.name, field]));
  const fields = fieldsOf(changed).map((field) => {
    const known = before.get(field.name);
    return known && known.value === field.value ? known : { ...field, edit };
  });
  return profileOf(changed, fields, edit);
}

/**
 * Two profiles of the same learner as one: of each field the value that was edited last, on a tie the one that sorts
 * later as JSON. So two computers that changed different fields keep both changes, and order never matters. A
 * preference that only one of them has is kept: none is ever taken away.
 */
export function mergeProfiles(a: Learner, b: Learner): Learner {
  const wholes = compareEdits(editOf(a), editOf(b)) || compareText(JSON.stringify(a), JSON.stringify(b));
  const [newer, older] = wholes >= 0 ? [a, b] : [b, a];
  if (includesProfile(newer, older)) return newer;
  const fields = new Map<string, Field>();
  for (const field of [...fieldsOf(newer), ...fieldsOf(older)]) {
    const known = fields.get(field.name);
    if (!known || compareFields(known, field) < 0) fields.set(field.name, field);
  }
  return profileOf(newer, [...fields.values()], editOf(newer));
}

/** Whether a profile has every field of another one as it is there, or edited later. */
export function includesProfile(profile: Learner, other: Learner): boolean {
  const fields = new Map(fieldsOf(profile).map((field) => [field.name, field]));
  return fieldsOf(other).every((field) => {
    const known = fields.get(field.name);
    return known !== undefined && compareFields(known, field) >= 0;
  });
}

function compareFields(a: Field, b: Field): number {
  return compareEdits(a.edit, b.edit) || compareText(String(JSON.stringify(a.value)), String(JSON.stringify(b.value)));
}

function fieldsOf(learner: Learner): readonly Field[] {
  const { preferences, edits } = learner;
  const whole = editOf(learner);
  // The stored names of the fields are one list. The profile's own come last: a file's preferences have any name, and
  // one that is named like a name of the learner, or the language, is none.
  const own = Object.fromEntries(OWN_FIELDS.map((name) => [name, learner[name]]));
  return Object.entries<unknown>({ ...preferences, ...own })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const edit = edits?.updatedAt === whole.at ? edits.fields?.[name] : undefined;
      // Never later than the profile's last edit, so that a date which is corrected there counts for every field. A
      // journal's lines aren't validated.
      const isEarlier = typeof edit?.at === 'string' && compareEdits(edit, whole) < 0;
      return { name, value, edit: isEarlier ? editOf({ updatedAt: edit.at, era: edit.era }) : whole };
    });
}

/** @param edit of the whole profile */
function profileOf({ era: _, edits: __, ...rest }: Learner, fields: readonly Field[], edit: EditTime): Learner {
  const own = new Set<string>(OWN_FIELDS);
  const valuesWhere = (isOwn: boolean): Readonly<Record<string, unknown>> =>
    Object.fromEntries(fields.filter(({ name }) => own.has(name) === isOwn).map(({ name, value }) => [name, value]));
  const earlier = fields.filter((field) => compareEdits(field.edit, edit) !== 0);
  return {
    ...rest,
    ...valuesWhere(true),
    preferences: valuesWhere(false) as unknown as Preferences,
    updatedAt: edit.at,
    ...(edit.era === undefined ? {} : { era: edit.era }),
    ...(earlier.length === 0
      ? {}
      : { edits: { updatedAt: edit.at, fields: Object.fromEntries(earlier.map((each) => [each.name, each.edit])) } }),
  };
}

function editOf({ updatedAt, era }: { readonly updatedAt: string; readonly era?: number | undefined }): EditTime {
  return { at: updatedAt, ...(era === undefined ? {} : { era }) };
}
