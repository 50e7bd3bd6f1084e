import { textKey } from '../../../src/authoring/translating/text-pair';
import { deskText, translatedOf, type DeskText, type Translated } from '../../../scripts/khmer-desk/desk-texts';
import { READING_FORMAT, type Reading } from '../../../scripts/khmer-desk/reading';

/** A course of one module with two sections' worth of Khmer, and an interface of three texts. */
export function smallTexts(): Translated {
  return translatedOf(
    new Map([
      [
        'series.yaml',
        'id: small\ntitle: Small series\nedition: "2026"\norganiser: Us\naccountHomePage: https://example.org/\nsequences: []\nmodules:\n  - 01-norms\n',
      ],
      ['01-norms/module.yaml', 'id: norms\nnumber: 1\ntitle: Norms\ntopics: [Twelve norms, Law, From 14 to 18]\n'],
      ['01-norms/module.km.yaml', 'title: បទដ្ឋាន\ntopics:\n  - បទដ្ឋាន ដប់ពីរ\n  - ច្បាប់\n  - ពី ១៤ ដល់ ១៨\n'],
      [
        '01-norms/sections/01-first.en.md',
        '---\nid: first\ntitle: First\nobjectives: [one]\n---\n\nIn 2014 a law came [@crc art. 40].\n\nA second text.\n\n## Head {#head}\n\n- one\n- two\n',
      ],
      [
        '01-norms/sections/01-first.km.md',
        '---\ntitle: ទីមួយ\n---\n\nនៅឆ្នាំ ២០១៤ មានច្បាប់ [@crc art. 40]។\n\nអត្ថបទទីពីរ។\n\n## ចំណង {#head}\n\n- មួយ\n- ពីរ\n',
      ],
    ]),
    new Map([
      [
        'paper/texts.json',
        JSON.stringify({
          en: { kind: 'Paper', page: 'Page {page}' },
          km: { draft: 'ពង្រាង', kind: 'ក្រដាស', page: 'ទំព័រ {page}' },
        }),
      ],
      ['locales/en/start.json', '{ "home": { "left": "{minutes} minutes left", "open": "Open", "shut": "Open" } }'],
      [
        'locales/km/start.json',
        `${JSON.stringify({ home: { left: 'នៅសល់ {minutes} នាទី', open: 'បើក', shut: 'បើក' } }, null, 2)}\n`,
      ],
    ]),
  );
}

/** The key of a text of its section's first block, or another place. */
export const SECTION = (place: string): string => `01-norms/sections/01-first.km.md#${place}`;
/** The key of a text of the module's card. */
export const CARD = (place: string): string => `01-norms/module.km.yaml#${place}`;
/** The key of a text of the interface. */
export const HOME = (place: string): string => `locales/km/start.json#home/${place}`;

/** A text of these by its key. */
export function textOf(translated: Translated, key: string): DeskText {
  const pair = translated.pairs.find((one) => textKey(one) === key);
  if (!pair) throw new Error(`No text ${key}.`);
  return deskText(pair, translated);
}

/** What a reader said of some of them; each is marked as read, unless it says otherwise. */
export function readingOf(
  translated: Translated,
  said: Readonly<Record<string, Partial<Reading['texts'][string]>>>,
): Reading {
  const texts = Object.entries(said).map(([key, entry]): [string, Reading['texts'][string]] => [
    key,
    {
      hash: translated.pairs.some((pair) => textKey(pair) === key) ? textOf(translated, key).hash : '0'.repeat(16),
      state: 'read',
      ...entry,
    },
  ]);
  return {
    format: READING_FORMAT,
    version: 1,
    part: '01-small',
    by: 'SK',
    on: '2026-12-02',
    texts: Object.fromEntries(texts),
  };
}
