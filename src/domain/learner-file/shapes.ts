import * as v from 'valibot';
import { MAXIMUM_REASON_LENGTH } from '../certificate/certificate-revision';
import { mapSchema } from '../json/map-schema';
import { isInstant, isObject, isUuid } from '../json/json-value';
import { isEra } from '../learner/edit-order';
import { MAXIMUM_NAME_LENGTH, type Learner, type Preferences } from '../learner/learner';
import { isColourName, isQuoteAnchor } from '../notes/highlight';
import { isTagList } from '../notes/tags';
import { isSealedText, MAXIMUM_NOTE_LENGTH } from '../notes/note';
import { answerSchema } from '../quiz/types';
import { isDay } from '../text/calendar-day';
import { LANGUAGES } from '../text/language';
import { LEARNER_FILE_FORMAT, MAXIMUM_FILE_KEYS } from './learner-file';
import type { FileChange, LearnerFileHeader, LearnerFileSeal } from './learner-file';

// Every object may have more fields, of any shape: a newer version of the app adds them, and this version must preserve
// them. So these schemas only validate; what is imported is the value itself, never a schema's copy of it.

/** Absent for 0. */
const era = v.exactOptional(v.custom<number>(isEra));
const uuid = v.custom<string>(isUuid);
const instant = v.custom<string>(isInstant);
const day = v.custom<string>(isDay);

/** Text of at most so many UTF-16 units; may be empty. */
const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum));
/** A name by which something is looked up. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const number = (minimum: number, maximum: number) => v.pipe(v.number(), v.minValue(minimum), v.maxValue(maximum));
const whole = (minimum: number, maximum: number) => v.pipe(number(minimum, maximum), v.integer());
const names = (maximum: number) => v.pipe(v.array(name), v.maxLength(maximum));

const share = number(0, 1);
/** A window can stay open for months. More than a year isn't study but an attempt to corrupt the sums. */
const seconds = number(0, 366 * 86_400);
const language = v.picklist(LANGUAGES);
const completionKind = v.picklist(['module', 'sequence', 'series']);
const learnerNames = { latinName: text(MAXIMUM_NAME_LENGTH), khmerName: text(MAXIMUM_NAME_LENGTH) };
const count = whole(0, 10_000_000);
/** What is sealed with an abandoned PIN is copied as it is. */
const sealed = v.optional(v.custom<string>(isSealedText));

const agreement = v.object({
  protocolId: name,
  version: name,
  language,
  name: text(2 * MAXIMUM_NAME_LENGTH),
  agreedAt: instant,
  checkIds: names(200),
});

const certificate = v.object({
  certificateId: uuid,
  revision: whole(1, 999),
  kind: completionKind,
  language,
  learner: v.object(learnerNames),
  seriesTitle: text(400),
  title: text(400),
  modules: v.pipe(v.array(v.object({ number: whole(1, 99), title: text(400), score: share })), v.maxLength(40)),
  score: share,
  studyMinutes: whole(0, 100_000),
  completedAt: instant,
  issuedAt: instant,
  completedOn: day,
  issuedOn: day,
  /** One language needs no other beside it. */
  beside: v.optional(
    v.object({
      language,
      seriesTitle: text(400),
      title: text(400),
      moduleTitles: v.pipe(v.array(text(400)), v.maxLength(40)),
    }),
  ),
  /** Certificates of the first versions name none. */
  course: v.optional(v.object({ edition: name, objectId: name })),
  /** First revisions replace none. */
  supersedes: v.optional(v.object({ revision: whole(1, 998), issuedAt: instant, reason: text(MAXIMUM_REASON_LENGTH) })),
});

/** What the contract's credential may have (`contract/credential.ts`); one of this app has about 6,000. */
const MAXIMUM_CREDENTIAL_LENGTH = 200_000;

const confidence = v.picklist(['sure', 'unsure', 'unsaid']);
/** A practice that was discarded has no points and no revisions. */
const revisions = v.exactOptional(mapSchema(name));

const scored = v.object({
  attemptId: name,
  moduleId: name,
  score: share,
  passMark: share,
  points: mapSchema(share),
  revisions,
});
const ofQuestion = v.object({ questionId: name });

/** What each verb needs besides id, time and day. */
const verbs: Readonly<Record<string, v.GenericSchema>> = {
  experienced: v.object({ sectionId: name, seconds }),
  watched: v.object({ moduleId: name, seconds }),
  initialized: v.object({
    attemptId: name,
    moduleId: name,
    mode: v.picklist(['practice', 'attempt']),
    seed: whole(0, 2 ** 32 - 1),
    questionIds: names(500),
    /** A quiz from a bank without reflections has none. */
    reflectionId: v.exactOptional(name),
  }),
  answered: v.object({
    attemptId: name,
    questionId: name,
    answer: answerSchema,
    confidence,
    seconds,
    checked: v.exactOptional(v.literal(true)),
  }),
  passed: scored,
  failed: scored,
  terminated: v.object({ attemptId: name, points: v.exactOptional(mapSchema(share)), revisions }),
  reviewed: v.object({ questionId: name, points: share, confidence, revision: name, seconds }),
  suspended: ofQuestion,
  resumed: ofQuestion,
  completed: v.object({ kind: completionKind, objectId: name }),
  agreed: v.object({ agreement }),
  earned: v.object({ objectId: name, certificate, credential: text(MAXIMUM_CREDENTIAL_LENGTH) }),
  countersigned: v.object({ statementId: uuid, endorsement: text(MAXIMUM_CREDENTIAL_LENGTH) }),
  withdrawn: v.object({ withdrawal: text(MAXIMUM_CREDENTIAL_LENGTH) }),
  trusted: v.object({ key: name }),
  distrusted: v.object({ key: name }),
  voided: v.object({ statementId: uuid }),
};

const statement = v.object({ id: uuid, verb: name, timestamp: instant, day });

/** What isn't offered counts as not set where it is read, so a newer version may offer anything else that is short. */
const choice = v.exactOptional(v.union([v.number(), v.boolean(), v.null(), text(100)]));

const preferences = {
  theme: v.picklist(['system', 'light', 'dark']),
  textSize: number(50, 400),
  autoLockMinutes: choice,
  letterKeys: choice,
  reviewRetention: choice,
  reviewSitting: choice,
  reviewPausedUntil: choice,
  weekGoalMinutes: choice,
  readingLanguage: choice,
  readerRole: choice,
} satisfies Readonly<Record<keyof Preferences, v.GenericSchema>>;

const profile = {
  id: uuid,
  ...learnerNames,
  organisation: v.exactOptional(text(MAXIMUM_NAME_LENGTH)),
  group: v.exactOptional(text(MAXIMUM_NAME_LENGTH)),
  language,
  preferences: v.looseObject(preferences),
  createdAt: instant,
  updatedAt: instant,
  era,
  edits: v.exactOptional(v.object({ updatedAt: instant, fields: mapSchema(v.object({ at: instant, era })) })),
} satisfies Readonly<Record<keyof Learner, v.GenericSchema>>;

/** Most that a profile may hold of what this version doesn't know: how many things, and UTF-16 units of their JSON. */
const MAXIMUM_UNKNOWN = { things: 200, length: 20_000 };

/**
 * True where a profile holds little that is unknown here. It is kept through all changes and merges, and each
 * preference gets an edit: with more, the learner's own next file could be one that no version reads.
 */
function knowsMost(learner: object & { readonly preferences: object }): boolean {
  const unknown = [
    ...Object.entries(learner).filter(([key]) => !Object.hasOwn(profile, key)),
    ...Object.entries(learner.preferences).filter(([key]) => !Object.hasOwn(preferences, key)),
  ];
  return unknown.length <= MAXIMUM_UNKNOWN.things && JSON.stringify(unknown).length <= MAXIMUM_UNKNOWN.length;
}

const bodies: Readonly<Record<Exclude<FileChange['kind'], 'statement'>, v.GenericSchema>> = {
  learner: v.pipe(
    v.looseObject(profile),
    v.check((learner) => knowsMost(learner)),
  ),
  note: v.object({
    id: uuid,
    noteId: uuid,
    moduleId: name,
    sectionId: name,
    blockId: v.nullable(name),
    quote: text(MAXIMUM_NOTE_LENGTH),
    text: text(MAXIMUM_NOTE_LENGTH),
    createdAt: instant,
    editedAt: instant,
    era,
    deleted: v.boolean(),
    sealed,
    anchor: v.exactOptional(v.custom(isQuoteAnchor)),
    colour: v.exactOptional(v.custom(isColourName)),
    tags: v.exactOptional(v.custom(isTagList)),
    dismissed: v.exactOptional(names(50)),
    basedOn: v.pipe(v.array(uuid), v.maxLength(2)),
    reflection: v.exactOptional(v.object({ attemptId: name, questionId: name })),
  }),
  position: v.object({ moduleId: name, sectionId: name, blockId: text(200), sentence: text(2_000), at: instant, era }),
};

const header = v.object({
  version: whole(1, 1_000),
  learnerId: uuid,
  createdAt: instant,
  counts: v.object({ learner: count, statement: count, note: count, position: count }),
  /** One that isn't known here costs its words alone, not the file. */
  keys: v.exactOptional(v.pipe(v.array(v.unknown()), v.maxLength(MAXIMUM_FILE_KEYS))),
});

const seal = v.object({
  end: v.literal(true),
  changes: count,
  loose: count,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
});

/** True for an object that calls itself a learner file, of whatever version. */
export function claimsLearnerFile(value: unknown): value is { readonly version: unknown } {
  return isObject(value) && value['format'] === LEARNER_FILE_FORMAT && Object.hasOwn(value, 'version');
}

/** True for a valid header of an unprotected file; `claimsLearnerFile` checks its format. */
export function isHeader(value: unknown): value is LearnerFileHeader {
  return v.is(header, value);
}

/** True for a valid change. A statement with a verb of a newer version is one, whatever else it holds. */
export function isChange(value: unknown): value is FileChange {
  if (!isObject(value) || typeof value['kind'] !== 'string') return false;
  const { kind, body } = value;
  if (kind === 'statement') return isStatement(body);
  return Object.hasOwn(bodies, kind) && v.is(bodies[kind as keyof typeof bodies], body);
}

/** True for a profile as it may be in a file. */
export function isProfile(value: unknown): value is Learner {
  return v.is(bodies.learner, value);
}

/** A verb of a newer version is saved and ignored here, as in the journal (`domain/record/learning-record.ts`). */
function isStatement(value: unknown): boolean {
  if (!v.is(statement, value)) return false;
  const ofVerb = Object.hasOwn(verbs, value.verb) ? verbs[value.verb] : undefined;
  return ofVerb === undefined || v.is(ofVerb, value);
}

/** True for a valid last line. */
export function isSeal(value: unknown): value is LearnerFileSeal {
  return v.is(seal, value);
}
