import { latinDigits } from '../text/digits';

/**
 * What in a note may identify a child; stored with the notes whose warning was dismissed. `name-with-age` is an age
 * with a number, also without a name. The app only warns; nothing is sent anywhere.
 */
export type IdentifyingHint = 'phone' | 'case-number' | 'birth-date' | 'name-with-age';

// Every repetition is bounded: a note of 60,000 characters is checked on each keystroke.

/**
 * Cambodian numbers: 0 or 855, then eight or nine digits (one more where the 0 is in brackets); a date with its time
 * isn't one.
 */
const PHONE =
  /(?<!\d|\d[.,/-])(?!\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:(?:\+|00)?855(?:[\s.()–-]{0,3}\d){8,10}|0(?:[\s.()–-]{0,3}\d){8,9})(?!\d)/u;

const FILE = '(?:case|file|dossier)';
const KHMER_FILE = '(?:សំណុំរឿង|រឿងក្[តដ]ី|ករណី)(?:ព្រហ្មទណ្ឌ|រដ្ឋប្បវេណី)?';

/**
 * With a marker (`no.`, `#`, `លេខ`), before or after, any number; without one only what looks like a file's: three
 * digits or more, or with a slash. In Khmer a count stands before its noun, so that `ករណី ១២៣` is a number.
 */
const CASE_NUMBERS: readonly RegExp[] = [
  new RegExp(
    `\\b${FILE}\\s?(?:no\\b\\.?|nr\\b\\.?|number|code|id|ref(?:erence)?\\b\\.?|#)(?:\\sis)?\\s?[:#]?\\s?(?:\\p{L}{1,6}[\\s/-]?){0,2}\\d`,
    'iu',
  ),
  new RegExp(`\\b${FILE}\\s?:?\\s?(?:\\d{3,}|\\d{1,6}[/-]\\d)`, 'iu'),
  new RegExp(`(?:\\bno\\b\\.?|\\bnumber|#)\\s?\\d[\\d/-]{0,14}\\s?\\(?(?:of the\\s)?${FILE}\\b`, 'iu'),
  new RegExp(`\\bnumber of the ${FILE}\\s?:?\\s?\\d|(?<![\\d/])\\d{1,6}/\\d{2,4}\\s${FILE}\\b`, 'iu'),
  new RegExp(`${KHMER_FILE}\\s?(?:លេខ(?:កូដ)?|#)\\s?[:៖#]?\\s?\\d`, 'u'),
  new RegExp(`(?:លេខ(?:រៀង)?|កូដ)\\s?${KHMER_FILE}\\s?[:៖#]?\\s?(?:\\p{L}{1,6}[\\s/-]?)?\\d`, 'u'),
  new RegExp(`លេខ\\s?\\d[\\d/-]{0,14}\\s?(?:នៃ|របស់)?${KHMER_FILE}`, 'u'),
  /(?:សំណុំរឿង|រឿងក្[តដ]ី)(?:ព្រហ្មទណ្ឌ|រដ្ឋប្បវេណី)?\s?[:៖#]?\s?\d|ករណី\s?[:៖#]?\s?(?:\d{3,}|\d{1,6}[/-]\d)/u,
  /(?:បណ្[តដ]ឹង|សាលក្រម|ដីកា)លេខ\s?[:៖#]?\s?\d|កូដ(?:កុមារ|អនីតិជន)\s?[:៖#]?\s?\d/u,
];

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

/** Children in general, a limit, or one end of a range, before an age: `children aged`, `under 15 years old`. */
const GENERAL_BEFORE =
  '(?<!\\b(?:children|minors|juveniles|persons|people|boys|girls|adolescents|youths?|those|anyone|everyone|suspects|detainees|offenders|minimum|lowest|under|over|below|above|between|than|least|to|and)[\\s-])';

/** What makes an age a limit, one end of a range, or a rule's: `14 to 18`, `14 years or more`, `14 may`. */
const GENERAL_AFTER =
  '(?![\\s-]?(?:years?|yrs?)?(?:[\\s-](?:old|of age))?\\s?(?:[–-]\\s?\\d|-\\sto\\b|to\\s\\d|(?:and|or)\\s(?:\\d|above|over|older|up|under|below|younger|more|less)|(?:may|can|cannot|must|shall)\\b))';

const KIN = '(?:boy|girl|child|son|daughter|nephew|niece|brother|sister|client)';

/** The same in Khmer, where a range is `ដល់`, a limit `ក្រោម`, `ឡើងទៅ`. */
const KHMER_GENERAL_AFTER =
  '(?!\\s?(?:ឆ្នាំ|ខែ)?\\s?(?:[–-]\\s?\\d|ដល់\\s?(?:ក្រោម\\s?)?\\d|ឡើង|ចុះក្រោម|(?:ឬ|និង)(?:លើស|ក្រោម|តិច|ច្រើន)|អាច|មិនអាច|ត្រូវ(?!បាន)|(?:គឺ)?ជា(?:នីតិ|អាយុ)))';

const NAME_WITH_AGE: readonly RegExp[] = [
  // aged 15; Age: 15; at the age of 12
  new RegExp(
    `${GENERAL_BEFORE}\\b(?:aged?(?:\\s(?:is|about|around|nearly|only|just))?\\s?[:=]?\\s?|at the age of\\s)${AGE}${GENERAL_AFTER}`,
    'iu',
  ),
  // a 15-year-old; 14 years of age; 16 y/o
  new RegExp(
    `${GENERAL_BEFORE}(?<![\\d–-])${AGE}${GENERAL_AFTER}[\\s-]?(?:(?:years?|yrs?)[\\s-](?:old(?!s)|of age)|y\\.?/?o\\b)`,
    'iu',
  ),
  // a boy of 14; my nephew Dara, 15
  new RegExp(
    `\\b${KIN}(?:\\sof\\s|(?:\\s${WORD})?(?:,\\s(?:who (?:is|was)\\s)?|\\s\\())${AGE}${GENERAL_AFTER}${NOT_COUNTED}`,
    'u',
  ),
  // Vanna is 17
  new RegExp(
    `${NAME_START}(?!It\\b|This\\b|That\\b|There\\b)${WORD}${NUMBERED}\\s(?:is|was|turned)\\s(?:only |just |about )?${AGE}(?=\\s?(?:[.,;]|$|and\\s|but\\s))`,
    'u',
  ),
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
  // អាយុ ១៥ ឆ្នាំ; អាយុ៖ ១៥
  new RegExp(
    `(?<!ក្រោម|មុន|ដល់|លើស|គ្រប់|ចន្លោះ|ពី)(?:អាយុ|វ័យ)\\s?(?:របស់\\S{1,10}\\s?)?(?:\\(ឆ្នាំ\\))?(?:ប្រហែល(?:ជា)?|ទើប(?:តែ)?|ជិត|បាន|តែ|គឺ|មាន)?\\s?[:៖=,(]?\\s?${AGE}${KHMER_GENERAL_AFTER}`,
    'u',
  ),
  // សុខ ដារ៉ា (១៥ ឆ្នាំ); ម៉ៅ សុភា, ១៤ ឆ្នាំ,
  new RegExp(`[\\u1780-\\u17D3]\\s?(?:\\(\\s?${AGE}\\s?ឆ្នាំ\\s?\\)|,\\s?${AGE}\\s?ឆ្នាំ\\s?,)`, 'u'),
  // ឈ្មោះ លី ហួរ ១៦ ឆ្នាំ; ឈ្មោះ វណ្ណា ក្រោមអាយុ ១៥; អាយុ ១៤ ឆ្នាំ ឈ្មោះ វណ្ណា
  new RegExp(
    `ឈ្មោះ[^\\d\\n]{2,60}?(?:អាយុ\\s?${AGE}|\\s${AGE}\\s?ឆ្នាំ)|អាយុ\\s?${AGE}[\\u1780-\\u17FF\\s,]{0,30}?ឈ្មោះ`,
    'u',
  ),
];

const PATTERNS: readonly (readonly [IdentifyingHint, readonly RegExp[]])[] = [
  ['phone', [PHONE]],
  ['case-number', CASE_NUMBERS],
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
