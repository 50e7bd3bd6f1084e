import { describe, expect, test } from 'vitest';
import { identifyingHints, type IdentifyingHint } from '../../../../src/domain/notes/privacy-warning';
import { SENTENCES } from './privacy-sentences';

const WARNED: readonly (readonly [IdentifyingHint, string])[] = [
  ['phone', 'Call the mother on 012 345 678.'],
  ['phone', 'Tel.012345678'],
  ['phone', 'Guardian: 097-123-4567'],
  ['phone', 'aunt (012) 345 678, evenings'],
  ['phone', '+855 12 345 678'],
  ['phone', '+855 (0)97 123 4567'],
  ['phone', '0085512345678'],
  ['phone', 'លេខទូរស័ព្ទ ០១២ ៣៤៥ ៦៧៨'],
  ['phone', 'ទូរស័ព្ទ៖ ០៩៧១២៣៤៥៦៧'],
  ['phone', 'ម្តាយ +៨៥៥ ១២ ៣៤៥ ៦៧៨'],
  ['phone', '012\u200B 345\u200B 678'],
  ['case-number', 'See Case No. 123/2021.'],
  ['case-number', 'case number is 452'],
  ['case-number', 'Case ref. KPC-2021-045'],
  ['case-number', 'file #9'],
  ['case-number', 'FILE NO: 7'],
  ['case-number', 'the judge in case 4512 asked for a report'],
  ['case-number', 'Case 12/2020 was closed'],
  ['case-number', 'សំណុំរឿងលេខ ១២៣'],
  ['case-number', 'លេខសំណុំរឿង៖ ៤៥/២០២១'],
  ['case-number', 'សំណុំរឿងព្រហ្មទណ្ឌលេខ៧៨'],
  ['case-number', 'រឿងក្ដីលេខ ៥'],
  ['birth-date', 'He was born on 3 May 2008.'],
  ['birth-date', 'born in Battambang in 2009'],
  ['birth-date', 'born 12/3/2009'],
  ['birth-date', 'DOB 12.3.09'],
  ['birth-date', 'D.O.B.: 2009'],
  ['birth-date', 'Date of birth: 1 January 2010'],
  ['birth-date', 'her birthday is 4 June'],
  ['birth-date', 'ថ្ងៃខែឆ្នាំកំណើត ៣ ឧសភា ២០០៩'],
  ['birth-date', 'ឆ្នាំកំណើត៖ ២០១០'],
  ['birth-date', 'កើតនៅថ្ងៃទី ៣ ខែឧសភា'],
  ['birth-date', 'គាត់កើតឆ្នាំ២០០៩'],
  ['name-with-age', 'Sok Dara, 15, was questioned without a lawyer.'],
  ['name-with-age', 'Sok Dara (15)'],
  ['name-with-age', 'Sok Dara 15 from Battambang'],
  ['name-with-age', 'SOK Dara aged 15'],
  ['name-with-age', 'Sok Dara is 15 years old'],
  ['name-with-age', 'Name: Sok Dara, Age: 15'],
  ['name-with-age', 'Dara, 15 years old, lives with his aunt'],
  ['name-with-age', 'Élodie Martin, 14'],
  ['name-with-age', 'Chan Sokha 16 y/o'],
  ['name-with-age', 'a 15-year-old boy named Dara'],
  ['name-with-age', 'ឈ្មោះ សុខ ដារ៉ា អាយុ ១៥ ឆ្នាំ'],
  ['name-with-age', 'ឈ្មោះ សុខ ដារ៉ា, អាយុ១៥'],
  ['name-with-age', 'ក្មេងអាយុ ១៤ ឆ្នាំ ឈ្មោះ វណ្ណា'],
  ['name-with-age', 'សុខ ដារ៉ា អាយុ ១៥ ឆ្នាំ'],
  ['name-with-age', 'កុមារា សុខ ដារ៉ា អាយុ១៥ឆ្នាំ'],
  ['name-with-age', 'សុខ ដារ៉ា (១៥ ឆ្នាំ)'],
  ['name-with-age', 'ឈ្មោះ ដារ៉ា (អាយុ ១៥)'],
  ['name-with-age', 'ឈ្មោះ Dara អាយុ ១៥'],
  ['name-with-age', 'អាយុ៖ ១៥ ឆ្នាំ'],
  ['case-number', 'លេខកូដករណី ១២៣៤'],
  ['case-number', 'ករណីលេខ ១២៣៤/២៦'],
];

const QUIET: readonly string[] = [
  '',
  'Ask at the next network meeting how diversion is recorded.',
  'General Comment 24 replaced General Comment No. 10.',
  'CRC/C/GC/24, paras. 15-18; A/RES/40/33.',
  'Beijing Rules 17 and Havana Rules 11 say the same.',
  'Riyadh Guidelines 5: prevention first.',
  'The Human Rights Council, 47 members, meets in Geneva.',
  'Children aged 14 to 18 may be held responsible.',
  'Minors aged 14 and above; detention is a last resort.',
  'Criminal Code, 5 years imprisonment at most.',
  'Seen in Phnom Penh, 15 March 2024.',
  'Battambang Province, 12 children in detention last month.',
  'Meeting on 01-12-2009 15:30 in room 4.',
  'Case 1: what could the police have done?',
  'In this case 15 children were diverted.',
  'The profile 204 of the survey; see the case files.',
  'All human beings are born free and equal (art. 1).',
  'Budget 2021: 0.12 per cent, then 1,012,345,678 riel.',
  'Module 5, section 3, question 12.',
  'មតិយោបល់ទូទៅលេខ ២៤ ស្តីពីសិទ្ធិកុមារ',
  'អនុក្រឹត្យលេខ ៤៥ អនក្រ.បក ឆ្នាំ២០១៦',
  'អង្គការសហប្រជាជាតិត្រូវបានបង្កើតនៅឆ្នាំ ១៩៤៥',
  'បញ្ហានេះបានកើតឡើងនៅឆ្នាំ២០១៩',
  'កើតមានចំនួន ៣ លើក',
  'កុមារអាយុ ១៤ ឆ្នាំអាចទទួលខុសត្រូវ',
  'មាត្រា ៤០ នៃអនុសញ្ញា',
];

// Judged and accepted: the warning errs on the side of warning, and costs one line under the note.
const WARNED_THOUGH_HARMLESS: readonly (readonly [IdentifyingHint, string])[] = [
  ['case-number', 'In one case 300 children were counted.'],
  ['birth-date', 'Every child born in Cambodia since 1992'],
  ['name-with-age', 'Legal Aid 12'],
];

describe('a note that seems to identify a child is noticed', () => {
  test.each(WARNED)('%s: %s', (hint, text) => {
    expect(identifyingHints(text)).toContain(hint);
  });

  test('all that is found is named, each kind once', () => {
    const text = 'Sok Dara, 15, born 3 May 2009, case no. 12, mother 012 345 678 or 097 123 4567';
    expect(identifyingHints(text)).toEqual(['phone', 'case-number', 'birth-date', 'name-with-age']);
  });
});

describe('a note about law and practice is left alone', () => {
  test.each(QUIET)('%s', (text) => {
    expect(identifyingHints(text)).toEqual([]);
  });
});

describe('some harmless notes are warned about all the same', () => {
  test.each(WARNED_THOUGH_HARMLESS)('%s: %s', (hint, text) => {
    expect(identifyingHints(text)).toEqual([hint]);
  });
});

/** Rows of 50 that go the wrong way: the identifying ones that stay silent, the harmless ones that are warned about. */
const RATES = [
  ['km', 1, 0],
  ['en', 1, 1],
] as const;

describe('of a hundred sentences, half of which say who a child is', () => {
  test.each(RATES)('%s: %d is missed, %d is warned about without need', (language, missed, needless) => {
    const { identifying, harmless } = SENTENCES[language];
    expect([new Set(identifying).size, new Set(harmless).size]).toEqual([50, 50]);
    const isWarned = (text: string): boolean => identifyingHints(text).length > 0;
    expect(identifying.filter((text) => !isWarned(text))).toHaveLength(missed);
    expect(harmless.filter(isWarned)).toHaveLength(needless);
  });
});

test('the longest note of hostile shape is looked at in a fraction of a second', () => {
  const hostile = [
    'age ',
    'Aa is ',
    'no. 1',
    'លេខ១',
    'លេខករណី',
    '(១ ',
    'Aa Bb ',
    '0 1 2 3 ',
    'case no. ',
    'born born ',
    'ឈ្មោះ',
    'អាយុ1 ',
    'A',
    '0',
    '1 years ',
  ];
  const started = performance.now();
  for (const part of hostile) identifyingHints(part.repeat(60_000 / part.length));
  // A few hundredths of a second here for all of them; a quadratic pattern takes minutes.
  expect(performance.now() - started).toBeLessThan(9_000);
});
