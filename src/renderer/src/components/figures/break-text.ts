const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December|Sept|Nov|Dec)';

/** Words that must stay on the line of the number after them: "No. 24", "art. 45", "paras. 9-12", "May 2022". */
const BEFORE_NUMBER = new RegExp(
  `(?:^|[\\s(])(?:No\\.?|arts?\\.?|paras?\\.?|ss?\\.|rules?|section|p\\.|${MONTH}) $`,
  'iu',
);

/** A day, which must stay on the line of its month: "18 September". */
const DAY = /(?:^|[\s(])\d{1,2} $/u;
const STARTS_WITH_MONTH = new RegExp(`^${MONTH}\\b`, 'u');

/**
 * Khmer words that the browser's small dictionary breaks (at the bar), though a half is no word or another one. In the
 * narrow boxes of a figure that happens on every other line.
 */
const BROKEN_WORDS: readonly string[] = [
  'រាយ|ការណ៍',
  'អាជ្ញា|ធរ',
  'វិជ្ជា|ជីវៈ',
  'ពន្ធ|នាគារ',
  'សមត្ថ|កិច្ច',
  'សង្គម|កិច្ច',
  'សេព|សន្ថវៈ',
  'បង|ប្អូន',
  'ជីដូន|ជីតា',
  'ជីដូន|មួយ',
  'សហ|ព័ទ្ធ',
  'ប៉ះ|ពាល់',
  'គ្រប់|គ្រាន់',
  'រង|គ្រោះ',
  'ផ្សេង|ទៀត',
  'ប្រាំ|មួយ',
  'ដប់|ប្រាំ',
  'ក្រុម|ប្រឹក្សា',
  'បទ|បញ្ជា',
  'គ្រូ|បង្រៀន',
  'បទ|ល្មើស',
  'វិធាន|ការ',
  'សេរី|ភាព',
  'សម|ស្រប',
  'ព្រហ្ម|ទណ្ឌ',
  'យុត្តិ|ធម៌',
  'សន្តិ|សុខ',
  'នីតិ|វិធី',
  'របាយ|ការណ៍',
  'ទប់|ស្កាត់',
  'សាល|ក្រម',
  'ចៅ|ក្រម',
  'ចំណាក|ស្រុក',
  'លក្ខ|ខណ្ឌ',
  'តម្លា|ភាព',
  'ពាក់|ព័ន្ធ',
  'លើក|លែង',
  'បាទ/|ចាស',
  'ឬ|ទេ',
  'កថា|ខណ្ឌ',
  'អនុ|សញ្ញា',
  'អង្គ|ភាព',
  'ចុង|ក្រោយ',
  'ការ|ណែនាំ',
  'មេ|ភូមិ',
];
/** U+2060 WORD JOINER: no line breaks where it stands, and nothing is seen of it. */
const UNBROKEN_WORDS = BROKEN_WORDS.map((word) => [word.replace('|', ''), word.replace('|', '\u2060')] as const);

/**
 * The text with spaces at which the browser must not break a line, so that numbers stay with their nouns, and with its
 * Khmer words joined. For what is drawn alone: a search finds no word with a sign in it.
 */
export function keepTogether(text: string): string {
  return UNBROKEN_WORDS.reduce((joined, [word, unbroken]) => joined.replaceAll(word, unbroken), numbersTogether(text));
}

function numbersTogether(text: string): string {
  return text
    .split(/(?<=\s)(?=\S)/u)
    .reduce<string[]>((joined, piece) => {
      const last = joined.at(-1);
      if (last !== undefined && belongTogether(last, piece)) joined[joined.length - 1] = last + piece;
      else joined.push(piece);
      return joined;
    }, [])
    .map((piece) => piece.replace(/ (?=\S)/gu, '\u00a0'))
    .join('');
}

function belongTogether(before: string, after: string): boolean {
  return (/^\d/u.test(after) && BEFORE_NUMBER.test(before)) || (STARTS_WITH_MONTH.test(after) && DAY.test(before));
}
