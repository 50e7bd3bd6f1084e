import type { CertificateDocument } from '../../../contract/certificate-document';
import { keyDigits } from '../../../domain/progress-report/key-digits';
import { dayInWords } from '../../../domain/text/calendar-day';
import { inDigits } from '../../../domain/text/digits';
import type { Language } from '../../../domain/text/language';
import { printFontFamilies, fittedText, type Printer, withBreaks } from '../typesetting';
import { type CertificateTexts, durationParts, filled, printedPercent } from './certificate-texts';
import { credentialMark } from './credential-code';
import { certificateMetadata } from './metadata';

/** What the page says of a countersignature. */
export interface PrintedCountersignature {
  /** Public key in multibase. */
  readonly key: string;
  /** The name that the key's owner gives. */
  readonly name: string;
  /** The signed endorsement, which is attached. */
  readonly text: string;
}

/** A name of up to 60 characters, or 40 in Khmer script, stays on one line. */
const SINGLE_LINE_NAME = 60;

/** A fixed text of the page in one of its languages. */
interface Line {
  readonly text: string;
  readonly khmer: boolean;
}

/**
 * Everything that the template prints, worded in the document's language with only characters that the faces have: the
 * template only lays out. On a page in two languages each text has a line in both, Khmer above: every line has the
 * digits of its own.
 * @param credential none for a certificate that isn't issued
 * @param countersignature whose key countersigned it, where somebody did
 * @param beside the fixed words of the second language; none for a page in one
 * @throws RangeError when no name is given or a date is not of the calendar
 */
export function certificatePage(
  document: CertificateDocument,
  texts: CertificateTexts,
  printable: Printer['printable'],
  credential?: string,
  countersignature?: PrintedCountersignature,
  beside: CertificateTexts | null = null,
) {
  const { language, kind } = document;
  const names = [document.learner.latinName, document.learner.khmerName].map(printable).filter((name) => name !== '');
  if (names.length === 0) throw new RangeError('The certificate has no name.');
  const pages = wordings(document, texts, beside);
  const lines = (wordsOf: (wording: Wording) => string): Line[] =>
    pages.map((wording) => ({ text: withBreaks(wordsOf(wording)), khmer: wording.language === 'km' }));
  /** A title that isn't translated stands once. */
  const titles = (titleOf: (wording: Wording) => string): string[] => [
    ...new Set(pages.map((wording) => printable(titleOf(wording)))),
  ];
  const count = document.modules.length;
  const completed = { module: 'completedModule', sequence: 'completedSequence', series: 'completedSeries' } as const;
  const series = titles(({ seriesTitle }) => seriesTitle);
  return {
    language,
    kind,
    isInBoth: pages.length > 1,
    fonts: printFontFamilies,
    series: document.seriesTitle === document.title ? [] : series.map(withBreaks),
    heading: lines((wording) => wording.texts.kind),
    records: lines((wording) => wording.texts.records),
    names: names.map((name) => fittedText(name, SINGLE_LINE_NAME)),
    completed: lines((wording) =>
      filled(wording.texts[completed[kind]], {
        count: wording.texts.counts[String(count)] ?? inDigits(count, wording.language),
      }),
    ),
    titles: titles(({ title }) => title).map((title) => fittedText(title, 0)),
    moduleHeading: lines((wording) => wording.texts.module),
    scoreHeading: lines((wording) => wording.texts.moduleScore),
    modules: (kind === 'module' ? [] : document.modules).map((module, index) =>
      pages.map((wording) => ({
        number: inDigits(module.number, wording.language),
        title: withBreaks(printable(wording.moduleTitles[index] ?? module.title)),
        score: printedPercent(module.score, wording.language),
        khmer: wording.language === 'km',
      })),
    ),
    facts: [
      {
        label: lines((wording) => (kind === 'module' ? wording.texts.score : wording.texts.meanScore)),
        value: lines((wording) => printedPercent(document.score, wording.language)),
      },
      {
        label: lines((wording) => wording.texts.studyLoad),
        value: lines((wording) => durationParts(document.studyMinutes, wording.texts, wording.language).join(' ')),
      },
      {
        label: lines((wording) => wording.texts.completedOn),
        value: lines((wording) => dayInWords(document.completedOn, wording.language)),
      },
    ],
    foot: pages.flatMap((wording) =>
      footLines(document, wording, pages.length > 1, printable, countersignature).map((text) => ({
        text: withBreaks(text),
        khmer: wording.language === 'km',
      })),
    ),
    countersigned: countersignature ? countersignedLine(texts, countersignature, printable) : null,
    metadata: certificateMetadata(document, texts),
    credential: credential === undefined ? null : markOf(credential, texts),
  };
}

/** The words of a page in one of its languages. */
interface Wording {
  readonly language: Language;
  readonly texts: CertificateTexts;
  readonly seriesTitle: string;
  readonly title: string;
  readonly moduleTitles: readonly string[];
}

function wordings(document: CertificateDocument, texts: CertificateTexts, second: CertificateTexts | null): Wording[] {
  const { language, seriesTitle, title, modules, beside } = document;
  const own = { language, texts, seriesTitle, title, moduleTitles: modules.map((module) => module.title) };
  if (!beside || !second) return [own];
  const both = [own, { ...beside, texts: second }];
  return both.sort((a, b) => Number(b.language === 'km') - Number(a.language === 'km'));
}

function markOf(credential: string, texts: CertificateTexts) {
  const mark = credentialMark(credential);
  return { ...mark, alternative: filled(texts.credentialMark, { code: mark.code }) };
}

function countersignedLine(
  { countersigned }: CertificateTexts,
  { key, name }: PrintedCountersignature,
  printable: Printer['printable'],
): string {
  return filled(countersigned, { key: keyDigits(key), name: printable(name) });
}

/** Who made it, how it is checked, whose key countersigned it, which one it is, and whether its words are a draft. */
function footLines(
  { certificateId, issuedOn, revision }: CertificateDocument,
  { texts, language }: Wording,
  isInBoth: boolean,
  printable: Printer['printable'],
  countersignature: PrintedCountersignature | undefined,
): string[] {
  const identity = [
    filled(texts.certificate, { id: certificateId }),
    filled(texts.issuedOn, { date: dayInWords(issuedOn, language) }),
    ...(revision > 1 ? [filled(texts.revision, { count: inDigits(revision, language) })] : []),
  ];
  const draft = isInBoth ? texts.draftInBoth : texts.draft;
  return [
    texts.statement,
    texts.check,
    ...(countersignature ? [countersignedLine(texts, countersignature, printable)] : []),
    identity.join('\u2002·\u2002'),
    ...(draft === undefined ? [] : [draft]),
  ];
}
