import type { CertificateDocument, ReplacedCharacter } from '../../contract/certificate-document';
import type { CodePointRanges } from './certificate-character-coverage';
import { inDigits, printedDate, universalDate } from './certificate-dates';
import { certificateFontFamilies } from './certificate-fonts';
import { readerLength, unbreakablePieces, withBreaksAnywhere, withWordBreaks } from './certificate-line-breaks';
import { printableText } from './certificate-printable-text';
import { filled, type CertificateTexts } from './certificate-texts';

/** One line of the learner's name as the template fits it. */
interface PrintedName {
  readonly text: string;
  /** The same with a break opportunity between any two characters. */
  readonly breakable: string;
  /** What must each fit on one line. */
  readonly pieces: readonly string[];
  readonly direction: 'ltr' | 'rtl';
  readonly khmer: boolean;
  /** Stays on one line: up to 60 characters, or 40 where the script is Khmer. */
  readonly single: boolean;
}

/** Everything that the template prints, ready in words: the template only lays out. */
export interface CertificatePage {
  readonly language: 'en' | 'km';
  readonly kind: CertificateDocument['kind'];
  readonly fonts: readonly string[];
  readonly series: string;
  readonly heading: string;
  readonly records: string;
  readonly names: readonly PrintedName[];
  readonly completed: string;
  readonly title: string;
  readonly moduleHeading: string;
  readonly scoreHeading: string;
  /** Empty for a single module: its title and score stand on the page already. */
  readonly modules: readonly { readonly number: string; readonly title: string; readonly score: string }[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly identity: string;
  readonly statement: string;
  readonly metadata: { readonly title: string; readonly author: string; readonly description: string; readonly keywords: readonly string[] };
}

/** Puts a document into the words of its language, with only characters that the faces have. */
export function certificatePage(
  document: CertificateDocument,
  texts: CertificateTexts,
  faces: readonly CodePointRanges[],
): { readonly page: CertificatePage; readonly replaced: readonly ReplacedCharacter[] } {
  const replaced = new Map<string, ReplacedCharacter>();
  const printable = (typed: string): string => {
    const result = printableText(typed, faces);
    for (const character of result.replaced) replaced.set(character.codePoint, character);
    return result.text;
  };
  const { language, kind } = document;
  const names = [document.learner.latinName, document.learner.khmerName].map(printable).filter((name) => name !== '');
  const count = document.modules.length;
  const number = texts.counts[String(count)] ?? inDigits(count, language);
  const completed = { module: texts.completedModule, sequence: texts.completedSequence, series: texts.completedSeries }[kind];
  const page: CertificatePage = {
    language,
    kind,
    fonts: certificateFontFamilies,
    series: withWordBreaks(printable(document.seriesTitle)),
    heading: withWordBreaks(texts.kind),
    records: texts.records,
    names: names.map(printedName),
    completed: filled(completed, { count: number }),
    title: withWordBreaks(printable(document.title)),
    moduleHeading: texts.module,
    scoreHeading: texts.moduleScore,
    modules:
      kind === 'module'
        ? []
        : document.modules.map((module) => ({
            number: inDigits(module.number, language),
            title: withWordBreaks(printable(module.title)),
            score: printedPercent(module.score, language),
          })),
    facts: [
      { label: kind === 'module' ? texts.score : texts.meanScore, value: printedPercent(document.score, language) },
      { label: texts.studyLoad, value: printedDuration(document.studyMinutes, texts, language) },
      { label: texts.completedOn, value: printedDate(document.completedOn, language) },
      { label: texts.issuedOn, value: printedDate(universalDate(document.issuedAt), language) },
    ],
    identity: [
      filled(texts.certificate, { id: document.certificateId }),
      ...(document.revision > 1 ? [filled(texts.revision, { count: inDigits(document.revision, language) })] : []),
    ].join('  ·  '),
    statement: withWordBreaks(texts.statement),
    metadata: metadata(document, texts),
  };
  return { page, replaced: [...replaced.values()] };
}

function printedName(text: string): PrintedName {
  const khmer = /\p{Script=Khmer}/u.test(text);
  const broken = withWordBreaks(text);
  return {
    text: broken,
    breakable: withBreaksAnywhere(text),
    pieces: unbreakablePieces(broken),
    direction: /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text) ? 'rtl' : 'ltr',
    khmer,
    single: readerLength(text) <= (khmer ? 40 : 60),
  };
}

/** A score in whole percent, rounded down: the page never states more than was reached. */
export function printedPercent(score: number, language: 'en' | 'km'): string {
  // 0.29 * 100 is 28.999999999999996 in binary.
  return `${inDigits(Math.floor(score * 100 + 1e-9), language)}%`;
}

function printedDuration(minutes: number, texts: CertificateTexts, language: 'en' | 'km'): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [
    ...(hours > 0 ? [filled(texts.hours, { count: inDigits(hours, language) })] : []),
    ...(rest > 0 || hours === 0 ? [filled(texts.minutes, { count: inDigits(rest, language) })] : []),
  ].join(' ');
}

/** The file's own description. Names stand here as typed, also where a glyph is missing on the page; text that XML cannot hold is left out. */
function metadata(document: CertificateDocument, texts: CertificateTexts): CertificatePage['metadata'] {
  const plain = (text: string): string =>
    text
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
  const names = [document.learner.latinName, document.learner.khmerName].map(plain).filter((name) => name !== '');
  return {
    title: [texts.kind, ...names, plain(document.title)].join(' – '),
    author: 'Child Justice Series app',
    description: `${texts.records} ${names.join(' / ')}: ${plain(document.title)} (${plain(document.seriesTitle)}), ${document.completedOn}`,
    keywords: [...names, plain(document.seriesTitle), document.certificateId, `revision ${document.revision}`],
  };
}
