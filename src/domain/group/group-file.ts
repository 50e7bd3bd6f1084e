import * as v from 'valibot';
import { isBase64 } from '../json/base64';
import { isInstant, isObject } from '../json/json-value';
import { readUntrusted } from '../json/untrusted-json';
import { pinProblem, type PinProblem } from '../protection/pin';
import { isKeyWrap, type KeyWrap } from '../protection/protection';
import { isDay } from '../text/calendar-day';
import { MAXIMUM_SESSIONS } from './attendance';
import { MAXIMUM_REMARK_LENGTH, type GroupDecisions } from './decisions';
import { MAXIMUM_COLUMNS, MAXIMUM_INVITED } from './roster';

/** Says in the file what it is. */
export const GROUP_FILE_FORMAT = 'child-justice-group';

/** The only version that there is. */
export const GROUP_FILE_VERSION = 1;

/** Largest file that is read, in bytes. */
export const MAXIMUM_GROUP_FILE_BYTES: number = 16 * 1024 * 1024;

/** Fewest characters of a passphrase: a file can be tried at leisure, which a record behind a PIN can't. */
export const MINIMUM_PASSPHRASE_LENGTH = 12;

/** `group.json` as it lies: decisions on a group, encrypted with a key that a passphrase opens. */
export interface GroupFile {
  readonly format: typeof GROUP_FILE_FORMAT;
  readonly version: typeof GROUP_FILE_VERSION;
  /** ISO instant. */
  readonly savedAt: string;
  readonly key: KeyWrap;
  /** Base64. */
  readonly sealed: string;
}

/** What is in it. */
export interface GroupContents {
  readonly courseId: string;
  readonly decisions: GroupDecisions;
}

/** Why a file isn't opened. */
export type GroupFileProblem =
  'not-a-group' | 'newer-version' | 'damaged' | 'another-course' | 'wrong-passphrase' | 'unread';

/** Why a passphrase isn't taken. Nobody's name is known to be theirs here. */
export type PassphraseProblem = Exclude<PinProblem, 'own-name'>;

/** What is wrong with a passphrase as typed, or nothing. */
export function passphraseProblem(typed: string): PassphraseProblem | undefined {
  if ([...typed.trim()].length < MINIMUM_PASSPHRASE_LENGTH) return 'too-short';
  const problem = pinProblem(typed, { latinName: '', khmerName: '' });
  return problem === 'own-name' ? undefined : problem;
}

/** To what key and contents of a file are bound: another date or version doesn't open. */
export function groupFileBinding({ savedAt }: Pick<GroupFile, 'savedAt'>): string {
  return [GROUP_FILE_FORMAT, GROUP_FILE_VERSION, savedAt].join('\n');
}

/** True where the beginning of a text says that it is such a file. */
export function claimsGroupFile(text: string): boolean {
  return /^\s*\{\s*"format"\s*:\s*"child-justice-group"/u.test(text);
}

/** Reads what isn't encrypted, or says why not. */
export function readGroupFile(text: string): GroupFile | GroupFileProblem {
  const value = readUntrusted(text);
  if (!isObject(value)) return claimsGroupFile(text) ? 'damaged' : 'not-a-group';
  if (value['format'] !== GROUP_FILE_FORMAT) return 'not-a-group';
  const { version, savedAt, key, sealed } = value;
  if (typeof version === 'number' && version > GROUP_FILE_VERSION) return 'newer-version';
  if (version !== GROUP_FILE_VERSION || !isInstant(savedAt) || !isKeyWrap(key)) return 'damaged';
  return isBase64(sealed, MAXIMUM_GROUP_FILE_BYTES)
    ? { format: GROUP_FILE_FORMAT, version, savedAt, key, sealed }
    : 'damaged';
}

/** What is encrypted, as text. Maps are lists: a name such as `__proto__` is a key like any other. */
export function groupContentsText({ courseId, decisions }: GroupContents): string {
  const { invited, remarks, ...others } = decisions;
  return JSON.stringify({ courseId, ...others, invited: asEntries(invited), remarks: asEntries(remarks) });
}

/** What was encrypted; null for a text that no app wrote. */
export function readGroupContents(text: string): GroupContents | null {
  const read = v.safeParse(contentsSchema(), readUntrusted(text));
  if (!read.success) return null;
  const { courseId, invited, remarks, ...others } = read.output;
  return { courseId, decisions: { ...others, invited: asMap(invited), remarks: asMap(remarks) } };
}

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum));
const list = <Schema extends v.GenericSchema>(schema: Schema, maximum: number) =>
  v.pipe(v.array(schema), v.maxLength(maximum));
const MAXIMUM_ENTRIES = 20_000;
const MAXIMUM_IDENTITY_LENGTH = 2_000;

/** Made at the first use: the page checks no schemas as it is loaded. */
function contentsSchema() {
  const entries = (maximum: number) =>
    list(v.strictObject({ key: text(MAXIMUM_IDENTITY_LENGTH), value: text(maximum) }), MAXIMUM_ENTRIES);
  const invitedId = text(300);
  const cell = text(200);
  return v.strictObject({
    courseId: text(200),
    roster: v.strictObject({
      columns: list(cell, MAXIMUM_COLUMNS),
      people: list(v.strictObject({ id: invitedId, name: cell, cells: list(cell, MAXIMUM_COLUMNS) }), MAXIMUM_INVITED),
    }),
    known: list(v.strictObject({ key: text(200), learnerId: text(100) }), MAXIMUM_ENTRIES),
    samePerson: list(
      v.strictObject({ a: text(MAXIMUM_IDENTITY_LENGTH), b: text(MAXIMUM_IDENTITY_LENGTH), same: v.boolean() }),
      MAXIMUM_ENTRIES,
    ),
    invited: entries(300),
    attendance: list(
      v.strictObject({
        moduleId: text(200),
        heldOn: v.custom<string>(isDay),
        present: list(invitedId, MAXIMUM_INVITED),
      }),
      MAXIMUM_SESSIONS,
    ),
    // Rows that were joined bring what was remarked on each.
    remarks: entries(10 * MAXIMUM_REMARK_LENGTH),
  });
}

type Entry = { readonly key: string; readonly value: string };

function asEntries(map: Readonly<Record<string, string>>): readonly Entry[] {
  return Object.entries(map).map(([key, value]) => ({ key, value }));
}

function asMap(entries: readonly Entry[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}
