import { latinDigits } from '../text/digits';

/** What in a note may identify a child. The app only warns; nothing is sent anywhere. */
export type IdentifyingHint = 'phone' | 'case-number' | 'birth-date' | 'name-with-age';

// Every repetition is bounded: a note of 60,000 characters is checked on each keystroke.

/**
 * Cambodian numbers: 0 or 855, then eight or nine digits (one more where the 0 is in brackets); a date with its time
 * isn't one.
 */
const PHONE =
  /(?<!\d|\d[.,/-])(?!\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:(?:\+|00)?855(?:[\s.()–-]{0,3}\d){8,10}|0(?:[\s.()–-]{0,3}\d){8,9})(?!\d)/u;

/**
 * With a marker (`no.`, `#`, `លេខ`) any number; without one only what looks like a file's: three digits or more, or
 * with a slash.
 */
const CASE_NUMBER =
  /(?:\b(?:case|file|dossier)\s?(?:no\b\.?|nr\b\.?|number|ref(?:erence)?\b\.?|#)(?:\sis)?\s?[:#]?\s?(?:\p{L}{1,6}[\s/-]?){0,2}\d|\b(?:case|file|dossier)\s?:?\s?(?:\d{3,}|\d{1,6}[/-]\d)|(?:សំណុំរឿង|រឿងក្[តដ]ី)(?:ព្រហ្មទណ្ឌ|រដ្ឋប្បវេណី)?\s?(?:លេខ)?\s?[:៖#]?\s?\d)/iu;

/** `កើត` is to be born, but `បង្កើត` is to establish and `កើតឡើង`, `កើតមាន`, `កើតហេតុ` are to happen. */
const BIRTH_DATE =
  /(?:\bborn\b[^\n]{0,30}?(?:\d{4}|\d{1,2}[/.-]\d{1,2})|(?:\bdate of birth\b|\bbirth ?(?:day|date)\b|\bd\.?o\.?b\b|កំណើត|(?<!បង្)កើត(?!ឡើង|មាន|ចេញ|ហេតុ))[^\n]{0,20}?\d)/iu;

/** An age that can be a child's or a young adult's. */
const AGE = '(?:2[0-4]|1\\d|[1-9])(?![\\d/:%]|[.,-]\\d)';
const WORD = "\\p{Lu}[\\p{L}'’]{1,30}";
const NAME_START = "(?<![\\p{L}'’.-])";

/** First words of a sentence about children in general, not of a name: `Children aged 14 to 18`. */
const PEOPLE_AT_LARGE =
  '(?!(?:Child|Children|Minors?|Juveniles?|Persons?|People|Boys?|Girls?|Adolescents?|Youths?|Those|Anyone|Everyone|Suspects?|Accused|Detainees?|Offenders?)\\b)';

/** Last words of titles that carry a number: `General Comment 24`, `Beijing Rules 17`. */
const NUMBERED =
  '(?<!\\b(?:Comments?|Rules?|Guidelines|Principles?|Articles?|Art|Conventions?|Covenant|Protocols?|Council|Committee|Assembly|Nations|Resolutions?|Law|Code|Act|Prakas|Decree|Series|Sessions?|Modules?|Part|Sections?|Chapter|Paragraphs?|Goals?|Page|Table|Figure|Quiz|Question|No))';

/** Words after a number which say that it counts or dates something. */
const NOT_COUNTED =
  '(?!\\s?(?:January|February|March|April|May|June|July|August|September|October|November|December)|\\s(?:children|boys|girls|minors|cases|members|states|days|weeks|months|hours|times|years? (?!old)|per ?cent))';

const NAME_WITH_AGE: readonly RegExp[] = [
  // Sok Dara is 15 years old; Dara (aged 15); SOK Dara, age: 15
  new RegExp(
    `${NAME_START}${PEOPLE_AT_LARGE}${WORD}(?:[ -]${WORD}){0,4}(?:\\s(?:is|was))?[,;]?\\s?\\(?(?:[Aa]ged?:?\\s?${AGE}|${AGE}[\\s-]?(?:(?:years?|yrs?)[\\s-]?old|y/?o)\\b)`,
    'u',
  ),
  // Sok Dara, 15; Sok Dara (15); Sok Dara 15
  new RegExp(
    `${NAME_START}${PEOPLE_AT_LARGE}${WORD}(?:[ -]${WORD}){1,4}${NUMBERED}(?:,?\\s|\\s?\\(|,)${AGE}${NOT_COUNTED}`,
    'u',
  ),
  // a 15-year-old boy named Dara
  new RegExp(`\\b${AGE}[\\s-]?(?:years?[\\s-]?old|y/?o)\\b[^\\n.]{0,40}?\\b(?:named|called)\\s\\p{Lu}`, 'u'),
  /ឈ្មោះ[\u1780-\u17FF\s,]{2,60}?អាយុ\s?\d{1,2}|អាយុ\s?\d{1,2}[\u1780-\u17FF\s,]{0,30}?ឈ្មោះ/u,
];

const PATTERNS: readonly (readonly [IdentifyingHint, readonly RegExp[]])[] = [
  ['phone', [PHONE]],
  ['case-number', [CASE_NUMBER]],
  ['birth-date', [BIRTH_DATE]],
  ['name-with-age', NAME_WITH_AGE],
];

/**
 * The kinds of identifying detail that a text may hold; English and Khmer, Latin and Khmer digits. Errs on the side of
 * warning.
 */
export function identifyingHints(text: string): readonly IdentifyingHint[] {
  const plain = latinDigits(text.normalize('NFC').replace(/\u200B/gu, ''));
  return PATTERNS.filter(([, patterns]) => patterns.some((pattern) => pattern.test(plain))).map(([hint]) => hint);
}
