import type { EditTime } from './edit-order';
import { READER_ROLES, type ReaderRole } from '../series/reader-role';
import { LANGUAGE_CHOICES, SOURCE_LANGUAGE, type Language, type LanguageChoice } from '../text/language';

/** A person who studies on this computer. */
export interface Learner {
  /** UUID; names the learner's database and journal. */
  readonly id: string;
  /** Name as it is printed on certificates, Latin script; may be empty where `khmerName` is not. */
  readonly latinName: string;
  /** Name in Khmer script, if wanted. */
  readonly khmerName: string;
  /** For progress reports alone; absent where none was ever given. */
  readonly organisation?: string;
  readonly group?: string;
  /** Language of the interface. */
  readonly language: Language;
  readonly preferences: Preferences;
  /** ISO 8601 instant of the first start. */
  readonly createdAt: string;
  /** ISO 8601 instant of the last change. */
  readonly updatedAt: string;
  /** Comes before the dates in their order (`edit-order.ts`); absent for 0. */
  readonly era?: number;
  /** Absent where all fields were edited with the last change. */
  readonly edits?: ProfileEdits;
}

/** The last edits of the fields of a profile that its last change left as they were (`profile-edits.ts`). */
export interface ProfileEdits {
  /** `updatedAt` of the profile that says so: a version that doesn't know the field copies it to its next one. */
  readonly updatedAt: string;
  /** By the name of the field: a name, the language, or a preference. Others were edited with the last change. */
  readonly fields: Readonly<Record<string, EditTime>>;
}

/** How the app looks and behaves; stored with the learner, so that the next person at the computer has their own. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** Per cent of the normal text size, 80-200. */
  readonly textSize: number;
  /**
   * Minutes without input after which a record with a PIN locks itself; 0 means never, absent means the default
   * (`domain/protection/idle-lock.ts`).
   */
  readonly autoLockMinutes?: number;
  /**
   * False where single-letter shortcuts are off (WCAG 2.2, 2.1.4: speech input types them by chance); absent means on.
   */
  readonly letterKeys?: boolean;
  /** How to review (`domain/review/review-settings.ts`); absent means the default. */
  readonly reviewRetention?: number;
  readonly reviewSitting?: number;
  /** First day on which anything is due again, `YYYY-MM-DD`; a day that has come, or none, means no pause. */
  readonly reviewPausedUntil?: string;
  /** Minutes that the learner wants to study in a week; 0 or absent means no goal. */
  readonly weekGoalMinutes?: number;
  /** Which of the modules' readers the learner is; absent means that they chose none, as 'none' does. */
  readonly readerRole?: ReaderRole | 'none';
  /** In which language the course is read, or in both; absent means that of the interface. */
  readonly readingLanguage?: LanguageChoice;
}

/** What a new learner begins with. */
export const DEFAULT_PREFERENCES: Preferences = { theme: 'system', textSize: 100 };

/** Whether single-letter shortcuts are on: they are until they are switched off. */
export function hasLetterKeys({ letterKeys }: Preferences): boolean {
  return letterKeys ?? true;
}

/** The reader that the learner is; null where they chose none, or a file holds another one. */
export function roleOf({ readerRole }: Preferences): ReaderRole | null {
  return READER_ROLES.find((role) => role === readerRole) ?? null;
}

/** In which language a learner reads the course; another word, of a file or a newer version, is no choice. */
export function readingChoice({ readingLanguage }: Preferences, ofPage: Language): LanguageChoice {
  return LANGUAGE_CHOICES.find((choice) => choice === readingLanguage) ?? ofPage;
}

/** The text sizes offered, in per cent. */
export const TEXT_SIZES: readonly number[] = [80, 90, 100, 110, 125, 150, 175, 200];

/** Longest name, in UTF-16 units: what a certificate's document allows (`contract/certificate-document.ts`). */
export const MAXIMUM_NAME_LENGTH = 120;

/** Why the names aren't accepted. */
export type NameProblem = 'missing' | 'too-long' | 'control-characters';

/**
 * Invisible characters that pasting brings in: zero-width space, soft hyphen, word joiner, byte order mark, and the
 * marks that reverse the direction of the text after them (U+202A-U+202E, U+2066-U+2069; "Trojan Source",
 * CVE-2021-42574).
 */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A name as it is stored: NFC, without invisible characters, single inner spaces, trimmed; empty where no visible
 * character is left. Everything else stays as typed: learners know their own names. Zero-width joiners and direction
 * marks stay: some scripts need them.
 */
export function normaliseName(typed: string): string {
  const name = typed.replace(INVISIBLE, '').normalize('NFC').replace(/\s+/gu, ' ').trim();
  return /[^\p{Default_Ignorable_Code_Point}\s]/u.test(name) ? name : '';
}

/**
 * What is wrong with the names as typed, or nothing. At least one of the two must be given.
 * @param others names of something else, which may be empty
 */
export function nameProblem(
  latinName: string,
  khmerName: string,
  others: readonly string[] = [],
): NameProblem | undefined {
  const names = [latinName, khmerName, ...others].map(normaliseName);
  if (names.slice(0, 2).every((name) => name === '')) return 'missing';
  if (names.some((name) => name.length > MAXIMUM_NAME_LENGTH)) return 'too-long';
  if (names.some((name) => /\p{Cc}/u.test(name))) return 'control-characters';
  return undefined;
}

/** The name that the app shows: Latin, else Khmer. */
export function displayName(learner: Pick<Learner, 'latinName' | 'khmerName'>): string {
  return learner.latinName || learner.khmerName;
}

/** Both names, as a certificate bears them: `Sok Dara · សុខ ដារ៉ា`; where one is empty the other alone. */
export function bothNames({ latinName, khmerName }: Pick<Learner, 'latinName' | 'khmerName'>): string {
  return [latinName, khmerName].filter((name) => name !== '').join(' · ');
}

/** What a learner can change of their profile. */
export type LearnerChange = Partial<
  Pick<Learner, 'latinName' | 'khmerName' | 'organisation' | 'group' | 'language'>
> & {
  readonly preferences?: Partial<Preferences>;
};

/** A new learner, with default preferences: nobody else's are theirs. */
export function newLearner(
  id: string,
  { language, ...names }: Pick<Learner, 'latinName' | 'khmerName' | 'language'>,
  at: string,
): Learner {
  const [latinName, khmerName] = [normaliseName(names.latinName), normaliseName(names.khmerName)];
  return {
    id,
    latinName,
    khmerName,
    language,
    preferences: DEFAULT_PREFERENCES,
    createdAt: at,
    updatedAt: at,
  };
}

/**
 * Placeholder for a learner whose record exists without a profile; older than any real profile, so that one found later
 * wins.
 */
export function unnamedLearner(id: string): Learner {
  const names = { latinName: '', khmerName: '' };
  return newLearner(id, { ...names, language: SOURCE_LANGUAGE }, new Date(0).toISOString());
}
