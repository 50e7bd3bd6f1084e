import { displayName, type Learner } from '../../../../domain/learner/learner';
import { NOTHING_KNOWN, withoutDatesAhead, type TimelyContents } from '../../../../domain/learner-file/dates-ahead';
import type { LearnerFileContents } from '../../../../domain/learner-file/learner-file';
import type { AppContext } from '../../app-context';
import type { RecordCipher } from '../../storage';
import { missingFromRecord, newerThanRecord, thingsOf, type Amount, type NewerParts } from '../../storage/transfer';
import { isLearnerHere } from './learner-file-owner';

/** What an import of a file would add. */
export interface ImportPreview {
  /** Whose record it is. */
  readonly name: string;
  /** ISO instant at which the file was made. */
  readonly createdAt: string;
  /**
   * True where a PIN protects the file but not the record that it is imported into, so that anybody can read it here.
   */
  readonly losesPin: boolean;
  /** True where it brings notes sealed with a PIN that isn't in use here: they are opened under Settings. */
  readonly isSealed: boolean;
  readonly inFile: Amount;
  /** What is new. */
  readonly missing: Amount;
  /** What is newer in the file and takes the place of what this learner has. */
  readonly newer: NewerParts;
  /**
   * What is left out, since it would change what the record has and is dated after the clock; null where nothing is.
   * `now` and `latest` are ISO instants.
   */
  readonly ahead: { readonly count: number; readonly latest: string; readonly now: string } | null;
  /** First and last calendar day of study in the file, or null where it holds no statement. */
  readonly days: { readonly first: string; readonly last: string } | null;
  /**
   * - `same`: of this learner; it is merged
   * - `nobody`: of somebody who has no record here, and none is open: it is added, and opened
   * - `another`: of somebody who has no record here; they can be added as another learner
   * - `known`: of another learner of this computer, who has to import it
   */
  readonly owner: 'same' | 'nobody' | 'another' | 'known';
}

/** What an import is previewed against. */
export interface PreviewedAgainst {
  readonly context: Pick<AppContext, 'host' | 'pageId'>;
  /** The learner whose record is open, or null. */
  readonly learner: Learner | null;
  /** True where a PIN protects their record. */
  readonly isProtected: boolean;
  readonly cipher: RecordCipher | null;
  /** True where the file was protected as a whole. */
  readonly wasProtected: boolean;
  /** ISO instant. */
  readonly now: string;
}

const NOTHING_NEWER: NewerParts = { names: [], preferences: false, position: false };

/** What an import of a read file would add; changes nothing. @throws StorageError; HostError */
export async function importPreview(read: LearnerFileContents, against: PreviewedAgainst): Promise<ImportPreview> {
  const { isProtected, now } = against;
  const inFile = { statements: read.statements.length, notes: read.notes.length };
  const owner = await ownerOf(read, against);
  const isSame = owner === 'same';
  const { contents: timely, leftOut, latest } = await timelyPart(read, owner, now);
  const missing = isSame ? await missingFromRecord(read.learner.id, timely) : inFile;
  const newer = isSame ? await newerThanRecord(read.learner.id, timely) : NOTHING_NEWER;
  const days = read.statements.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  const cipher = isSame ? against.cipher : null;
  return {
    name: displayName(read.learner),
    createdAt: read.createdAt,
    losesPin: against.wasProtected && !(isSame && isProtected),
    isSealed: read.keys?.some(({ keyId }) => !cipher?.opens(keyId)) ?? false,
    inFile,
    missing,
    newer,
    ahead: latest === null ? null : { count: leftOut, latest, now },
    days: first && last ? { first, last } : null,
    owner,
  };
}

async function ownerOf(
  read: LearnerFileContents,
  { context, learner }: PreviewedAgainst,
): Promise<ImportPreview['owner']> {
  if (learner?.id === read.learner.id) return 'same';
  if (await isLearnerHere(context, read.learner.id)) return 'known';
  return learner === null ? 'nobody' : 'another';
}

/** What of a file is brought in at an instant, whoever owns it. @throws StorageError */
export async function timelyPart(
  read: LearnerFileContents,
  owner: ImportPreview['owner'],
  now: string,
): Promise<TimelyContents> {
  return withoutDatesAhead(read, owner === 'same' ? await thingsOf(read.learner.id) : NOTHING_KNOWN, now);
}
