import { isObject } from '../json/json-value';
import { readUntrusted } from '../json/untrusted-json';

/** Says in the file what it is. */
const COUNTERSIGNATURES_FORMAT = 'child-justice-countersignatures';

/** Says so in the file of a withdrawal. */
export const WITHDRAWAL_FORMAT = 'child-justice-withdrawal';

/** The only version that there is of either. */
export const COUNTERSIGNATURES_VERSION = 1;

/** Most countersignatures of a file, and most certificates of a withdrawal: a group of eighty with all of theirs. */
export const MAXIMUM_COUNTERSIGNED = 1_000;

/** Largest file that is read, in bytes; one countersignature has some 1,500. */
export const MAXIMUM_COUNTERSIGNATURE_BYTES: number = 4 * 1024 * 1024;

/**
 * What a file holds. Nothing of it is checked: that is the host's work.
 * - `endorsements`: signed credentials, each with the id of what it is about
 * - `withdrawal`: the file's own text
 */
export type CountersignatureFile =
  | { readonly kind: 'endorsements'; readonly endorsements: readonly FoundEndorsement[] }
  | { readonly kind: 'withdrawal'; readonly withdrawal: string };

/** A countersignature in a file. */
export interface FoundEndorsement {
  /** The id of the credential that it names; empty where it names none. */
  readonly credentialId: string;
  readonly text: string;
}

/** Why a file isn't read. */
export type CountersignatureFileProblem = 'not-countersignatures' | 'newer-version' | 'damaged';

/** True where the beginning of a text says that it is a file of countersignatures, or of a withdrawal. */
export function claimsCountersignatures(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"child-justice-(?:countersignatures|withdrawal)"/u.test(text);
}

/** Reads a file that may hold countersignatures or a withdrawal, or says why not. */
export function readCountersignatureFile(text: string): CountersignatureFile | CountersignatureFileProblem {
  const value = readUntrusted(text);
  if (!isObject(value)) return claimsCountersignatures(text) ? 'damaged' : 'not-countersignatures';
  const { format, version, endorsements } = value;
  if (format !== COUNTERSIGNATURES_FORMAT && format !== WITHDRAWAL_FORMAT) return 'not-countersignatures';
  if (typeof version === 'number' && version > COUNTERSIGNATURES_VERSION) return 'newer-version';
  if (version !== COUNTERSIGNATURES_VERSION) return 'damaged';
  if (format === WITHDRAWAL_FORMAT) return { kind: 'withdrawal', withdrawal: text };
  if (!Array.isArray(endorsements) || endorsements.length > MAXIMUM_COUNTERSIGNED) return 'damaged';
  return {
    kind: 'endorsements',
    endorsements: endorsements.map((each: unknown) => ({
      credentialId: subjectOf(each),
      text: JSON.stringify(each),
    })),
  };
}

/** The text of a file with countersignatures. */
export function countersignaturesText(endorsements: readonly string[]): string {
  const file = {
    format: COUNTERSIGNATURES_FORMAT,
    version: COUNTERSIGNATURES_VERSION,
    endorsements: endorsements.map((text) => JSON.parse(text) as unknown),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function subjectOf(endorsement: unknown): string {
  const subject = isObject(endorsement) ? endorsement['credentialSubject'] : null;
  const id = isObject(subject) ? subject['id'] : null;
  return typeof id === 'string' ? id : '';
}
