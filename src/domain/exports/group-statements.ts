import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { grouped } from '../group/grouped';
import { pairStanding, type Pair } from '../group/decisions';
import type { SignedReport } from '../group/signed-report';
import { canonicalBytes } from '../json/canonical-json';
import { isObject } from '../json/json-value';
import { bothNames } from '../learner/learner';
import type { ProgressReport } from '../progress-report/progress-report';
import type { Series } from '../series/series';
import { compareText } from '../text/compare-text';
import { activity, titleOf, VERBS, type XapiActivity } from './xapi';

/** What a group's statements say; each is a fact that somebody's signed report holds. */
export type GroupVerb = 'completed' | 'passed' | 'agreed';

/** One statement (xAPI 1.0.3) on a known member of a group. */
export interface GroupStatement {
  /** `statementId`: the same for the same fact, whoever sends it and whenever. */
  readonly id: string;
  readonly actor: {
    readonly objectType: 'Agent';
    /** Only where the coordinator wants names sent. */
    readonly name?: string;
    /** `name` is `reportedLearnerId`. */
    readonly account: { readonly homePage: string; readonly name: string };
  };
  readonly verb: { readonly id: (typeof VERBS)[GroupVerb]; readonly display: { readonly en: GroupVerb } };
  readonly object: XapiActivity;
  readonly result?:
    | { readonly completion: true }
    | { readonly score: { readonly scaled: number }; readonly success: true; readonly completion: true };
  readonly timestamp: string;
}

/** The parts of the course that statements are on. */
export type StatedCourse = Pick<Series, 'id' | 'title' | 'accountHomePage' | 'modules' | 'sequences'>;

/**
 * What the newest reports of known people say, as statements: what they completed, what they passed where they gave the
 * score, and which protocols they agreed to. Nothing of a report whose computer and person aren't known together.
 *
 * @param reports the newest of each pair
 */
export function groupStatements(
  course: StatedCourse,
  reports: readonly SignedReport[],
  { known, withNames }: { readonly known: readonly Pair[]; readonly withNames: boolean },
): readonly GroupStatement[] {
  const stated = reports.filter(
    ({ key, report }) => pairStanding(known, { key, learnerId: report.learner.id }) === 'known',
  );
  // One person's record that moved to another computer says each fact once.
  return [...grouped(stated, ({ report }) => report.learner.id).values()].flatMap((ofPerson) => {
    const facts = ofPerson.map(({ report }) => report);
    const newest = facts.reduce((a, b) => (compareText(a.madeAt, b.madeAt) >= 0 ? a : b));
    return statementsOn(course, newest.learner, facts, withNames);
  });
}

function statementsOn(
  course: StatedCourse,
  learner: ProgressReport['learner'],
  reports: readonly ProgressReport[],
  withNames: boolean,
): readonly GroupStatement[] {
  const name = withNames ? bothNames(learner) : '';
  const actor: GroupStatement['actor'] = {
    objectType: 'Agent',
    ...(name === '' ? {} : { name }),
    account: { homePage: course.accountHomePage, name: learner.id },
  };
  const stated = (
    verb: GroupVerb,
    object: XapiActivity,
    day: string | null,
    result?: GroupStatement['result'],
  ): readonly GroupStatement[] => {
    if (day === null) return [];
    const statement = {
      actor,
      verb: { id: VERBS[verb], display: { en: verb } },
      object,
      ...(result ? { result } : {}),
      // A report has days: noon in UTC is on that day from Hawaii to Tokyo.
      timestamp: `${day}T12:00:00.000Z`,
    };
    return [{ id: statementId(statement), ...statement }];
  };
  const completed = (kind: 'module' | 'sequence' | 'series', id: string, day: string | null) =>
    stated('completed', activity(kind, id, 'course', titleOf(course, id)), day, { completion: true });
  return [
    ...course.modules.flatMap(({ id, title, passMark }) => {
      const found = reports.flatMap(({ modules }) => modules.filter((module) => module.id === id));
      const day = earliest(found.map(({ completedOn }) => completedOn));
      const scaled = Math.max(...found.flatMap(({ bestScore }) => bestScore ?? []));
      return [
        ...completed('module', id, day),
        ...(scaled < passMark
          ? []
          : stated('passed', activity('quiz', id, 'assessment', title), day, {
              score: { scaled },
              success: true,
              completion: true,
            })),
      ];
    }),
    ...course.sequences.flatMap(({ id }) =>
      completed(
        'sequence',
        id,
        earliest(reports.flatMap(({ sequences }) => sequences.filter((each) => each.id === id)).map(completedOnOf)),
      ),
    ),
    ...completed('series', course.id, earliest(reports.map(({ series }) => series.completedOn))),
    ...[
      ...grouped(
        reports.flatMap(({ protocols }) => protocols),
        ({ id, version }) => `${id}:${version}`,
      ),
    ].flatMap(([id, agreed]) =>
      stated('agreed', activity('protocol', id, 'file'), earliest(agreed.map(({ agreedOn }) => agreedOn))),
    ),
  ];
}

function completedOnOf({ completedOn }: { readonly completedOn: string | null }): string | null {
  return completedOn;
}

function earliest(days: readonly (string | null)[]): string | null {
  return days.reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null);
}

/** Namespace of the ids; another one would make another fact of each. */
const NAMESPACE = hexToBytes('0839fa0babf6440db4b451481d7892e4');

/**
 * Id of a statement: a UUID (version 5) over every value of the fact that it states, so that a better score is another
 * fact, and what was sent twice is the same one. What only names the fact is left out, as a correction of it makes no
 * other: the person's name, and the definition of the activity, which by xAPI (part two, 2.2) is no part of a
 * statement. What a store adds is left out too.
 *
 * @param statement perhaps one that a store returned
 * @throws Error for a value that JSON doesn't have, and for half a surrogate pair
 */
export function statementId(statement: Readonly<Record<string, unknown>>): string {
  const { id: _id, stored: _stored, authority: _authority, version: _version, ...stated } = statement;
  const { actor, verb, object, timestamp } = stated;
  const fact = {
    ...stated,
    actor: without(actor, 'name'),
    verb: without(verb, 'display'),
    object: without(object, 'definition'),
    timestamp: instantOf(timestamp),
  };
  const bytes = sha1(concatBytes(NAMESPACE, canonicalBytes(fact))).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}

function without(value: unknown, left: string): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => name !== left)) : value;
}

/** One spelling of a moment: a store may write its own. */
function instantOf(timestamp: unknown): unknown {
  const milliseconds = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(milliseconds) ? timestamp : new Date(milliseconds).toISOString();
}
