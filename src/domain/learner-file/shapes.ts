import { is } from 'valibot';
import { LEARNER_FILE_FORMAT } from './learner-file';
import type { FileChange, LearnerFileHeader, LearnerFileSeal } from './learner-file';
import { isColourName, isQuoteAnchor } from '../notes/highlight';
import { MAXIMUM_NAME_LENGTH } from '../learner/learner';
import { MAXIMUM_NOTE_LENGTH, MAXIMUM_SEALED_LENGTH } from '../notes/note';
import { MAXIMUM_REASON_LENGTH } from '../certificate/certificate-revision';
import { isBase64 } from '../json/base64';
import { answerSchema } from '../quiz/types';
import {
  hasFields,
  isBoolean,
  isDay,
  isInstant,
  isListOf,
  isMapOf,
  isName,
  isNullOr,
  isNumber,
  isObject,
  isOneOf,
  isText,
  isUuid,
  isWhole,
  mayHave,
  type ShapeCheck,
} from '../json/shape-check';

const share = isNumber(0, 1);
/** A window can stay open for months; more than a year is no study but an attack on sums. */
const seconds = isNumber(0, 366 * 86_400);
const language = isOneOf('en', 'km');
const completionKind = isOneOf('module', 'sequence', 'series');
const names = { latinName: isText(MAXIMUM_NAME_LENGTH), khmerName: isText(MAXIMUM_NAME_LENGTH) };
const manyWhole = isWhole(0, 10_000_000);

/** Words that a PIN which was given up has sealed travel as they are. */
const sealedOrNot: ShapeCheck = (value) =>
  isObject(value) && (value['sealed'] === undefined || isBase64(MAXIMUM_SEALED_LENGTH)(value['sealed']));

const agreement = hasFields({
  protocolId: isName,
  version: isName,
  language,
  name: isText(2 * MAXIMUM_NAME_LENGTH),
  agreedAt: isInstant,
  checkIds: isListOf(isName, 200),
});

const certificate = hasFields({
  certificateId: isUuid,
  revision: isWhole(1, 999),
  kind: completionKind,
  language,
  learner: hasFields(names),
  seriesTitle: isText(400),
  title: isText(400),
  modules: isListOf(hasFields({ number: isWhole(1, 99), title: isText(400), score: share }), 40),
  score: share,
  studyMinutes: isWhole(0, 100_000),
  completedAt: isInstant,
  issuedAt: isInstant,
  completedOn: isDay,
});
const superseded = hasFields({ revision: isWhole(1, 998), issuedAt: isInstant, reason: isText(MAXIMUM_REASON_LENGTH) });
/** Certificates of the first version lack the day of issue, first revisions the one that they take the place of. */
const wholeCertificate: ShapeCheck = (value) =>
  certificate(value) &&
  isObject(value) &&
  (value['issuedOn'] === undefined || isDay(value['issuedOn'])) &&
  (value['supersedes'] === undefined || superseded(value['supersedes']));

/** What the contract's credential may have (`contract/credential.ts`); an own one has about 6,000. */
const MAXIMUM_CREDENTIAL_LENGTH = 200_000;

const begun = hasFields({
  attemptId: isName,
  moduleId: isName,
  mode: isOneOf('practice', 'attempt'),
  seed: isWhole(0, 2 ** 32 - 1),
  questionIds: isListOf(isName, 500),
});
const scored = hasFields({
  attemptId: isName,
  moduleId: isName,
  score: share,
  passMark: share,
  points: isMapOf(share),
});

/** What each verb needs beside id, time and day. */
const verbs: Readonly<Record<string, ShapeCheck>> = {
  experienced: hasFields({ sectionId: isName, seconds }),
  // Quizzes that were begun before reflections were asked have none.
  initialized: (value) => begun(value) && mayHave({ reflectionId: isName })(value),
  answered: hasFields({
    attemptId: isName,
    questionId: isName,
    answer: (value) => is(answerSchema, value),
    confidence: isOneOf('sure', 'unsure', 'unsaid'),
    seconds,
  }),
  passed: scored,
  failed: scored,
  terminated: hasFields({ attemptId: isName }),
  completed: hasFields({ kind: completionKind, objectId: isName }),
  agreed: hasFields({ agreement }),
  earned: (value) =>
    hasFields({ objectId: isName, certificate: wholeCertificate })(value) &&
    isObject(value) &&
    (value['credential'] === undefined || isText(MAXIMUM_CREDENTIAL_LENGTH)(value['credential'])),
  voided: hasFields({ statementId: isUuid }),
};

const statementBase = hasFields({ id: isUuid, verb: isName, timestamp: isInstant, day: isDay });

const note = hasFields({
  id: isUuid,
  noteId: isUuid,
  moduleId: isName,
  sectionId: isName,
  blockId: isNullOr(isName),
  quote: isText(MAXIMUM_NOTE_LENGTH),
  text: isText(MAXIMUM_NOTE_LENGTH),
  createdAt: isInstant,
  editedAt: isInstant,
  deleted: isBoolean,
});

const bodies: Readonly<Record<FileChange['kind'], ShapeCheck>> = {
  learner: hasFields({
    id: isUuid,
    ...names,
    language,
    preferences: hasFields({ theme: isOneOf('system', 'light', 'dark'), textSize: isNumber(50, 400) }),
    createdAt: isInstant,
    updatedAt: isInstant,
  }),
  // A verb of a newer version is kept and means nothing here, as in the journal (`domain/record/learning-record.ts`).
  statement: (value) =>
    statementBase(value) &&
    isObject(value) &&
    (Object.hasOwn(verbs, String(value['verb'])) ? (verbs[String(value['verb'])]?.(value) ?? false) : true),
  note: (value) =>
    note(value) &&
    sealedOrNot(value) &&
    mayHave({
      anchor: isQuoteAnchor,
      colour: isColourName,
      reflection: hasFields({ attemptId: isName, questionId: isName }),
    })(value),
  position: hasFields({
    moduleId: isName,
    sectionId: isName,
    blockId: isText(200),
    sentence: isText(2_000),
    at: isInstant,
  }),
};

/** True for an object that calls itself a learner file, of whatever version. */
export function claimsLearnerFile(value: unknown): value is { readonly version: unknown } {
  return isObject(value) && value['format'] === LEARNER_FILE_FORMAT && Object.hasOwn(value, 'version');
}

export function isHeader(value: unknown): value is LearnerFileHeader {
  const counts = hasFields({ learner: manyWhole, statement: manyWhole, note: manyWhole, position: manyWhole });
  return hasFields({ version: isWhole(1, 1_000), learnerId: isUuid, createdAt: isInstant, counts })(value);
}

export function isChange(value: unknown): value is FileChange {
  if (!isObject(value) || typeof value['kind'] !== 'string' || !Object.hasOwn(bodies, value['kind'])) return false;
  return bodies[value['kind'] as FileChange['kind']](value['body']);
}

export function isSeal(value: unknown): value is LearnerFileSeal {
  return (
    isObject(value) &&
    value['end'] === true &&
    hasFields({
      changes: manyWhole,
      loose: manyWhole,
      sha256: (text) => typeof text === 'string' && /^[0-9a-f]{64}$/u.test(text),
    })(value)
  );
}
