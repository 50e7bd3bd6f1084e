import type { Plugin } from 'vite';

/** U+2060 WORD JOINER: no line breaks where it stands, and nothing is seen of it. */
const JOINER = '\u2060';

/**
 * Khmer words that Chromium breaks at the end of a line (at the bar), though a half is no word, or another one: មេ is a
 * chief, កុំ "don't", ទេ "no", កម្ម a deed. Its dictionary of Khmer is small; most compounds that it breaks between
 * their parts read well.
 */
const BROKEN_WORDS: readonly string[] = [
  'មេ|រៀន',
  'កុំ|ព្យូទ័រ',
  'អ៊ិន|គ្រីប',
  'អេ|ក្រង់',
  'ឡា|តាំង',
  'សទ្ទានុ|ក្រម',
  'មូល|ដ្ឋាន',
  'ទ|ទេ',
  'កម្ម|វិធី',
  'ហត្ថ|លេខា',
  'កថា|ខណ្ឌ',
  'អនុ|សញ្ញា',
  'អង្គ|ភាព',
  'ចុង|ក្រោយ',
  'សម|ស្រប',
  'ទាំង|អស់',
  'របាយ|ការណ៍',
  'ឆ្លុះ|បញ្ចាំង',
  'ប៉ះ|ពាល់',
  'ជា|មួយ',
  'ផ្សេង|ទៀត',
];

/** What is written, and what is shown in its place. */
export const UNBROKEN_WORDS: ReadonlyMap<string, string> = new Map(
  BROKEN_WORDS.map((word) => [word.replace('|', ''), word.replace('|', JOINER)]),
);

/** The text with what a line must not break: its words joined, an ordinal beside its number, `មេរៀនទី {number}`. */
export function unbrokenKhmer(text: string): string {
  return [...UNBROKEN_WORDS].reduce(
    (joined, [word, unbroken]) => joined.replaceAll(word, unbroken),
    text.replaceAll('ទី {', 'ទី\u00A0{'),
  );
}

/**
 * Joins them in the texts of the interface as they are built: the files that translators read hold no signs that nobody
 * sees.
 */
export function unbrokenKhmerTexts(): Plugin {
  return {
    name: 'unbroken-khmer-texts',
    enforce: 'pre',
    transform: (code, id) =>
      /\/locales\/km\/\w+\.json$/u.test(id.replaceAll('\\', '/')) ? { code: unbrokenKhmer(code), map: null } : null,
  };
}
