import type { CertificateDocument } from '../../../contract/certificate-document';
import type { Language } from '../../../domain/text/language';
import { dayInWords } from '../../../domain/text/calendar-day';
import { inDigits } from '../../../domain/text/digits';
import { printFontFamilies, fittedText, type FittedText, type Printer, withBreaks } from '../typesetting';
import { type CertificateTexts, filled } from './certificate-texts';
import { credentialMark, type CredentialMark } from './credential-code';
import { certificateMetadata, type PrintedMetadata } from './metadata';
import { durationParts, printedPercent } from './printed-values';

/** A name of up to 60 characters, or 40 in Khmer script, stays on one line. */
const SINGLE_LINE_NAME = 60;

/** Everything that the template prints, ready in words: the template only lays out. */
export interface CertificatePage {
  readonly language: Language;
  readonly kind: CertificateDocument['kind'];
  /** Font families in fallback order. */
  readonly fonts: readonly string[];
  /** Null where the title already says it. */
  readonly series: string | null;
  readonly heading: string;
  readonly records: string;
  readonly names: readonly FittedText[];
  readonly completed: string;
  readonly title: FittedText;
  readonly moduleHeading: string;
  readonly scoreHeading: string;
  /** Empty for a single module: its title and score are on the page already. */
  readonly modules: readonly { readonly number: string; readonly title: string; readonly score: string }[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly statement: string;
  readonly identity: string;
  readonly metadata: PrintedMetadata;
  /** Null for a certificate without a signed credential. */
  readonly credential: (CredentialMark & { readonly alternative: string }) | null;
}

/**
 * Words a document in its language, with only characters that the faces have.
 * @throws RangeError when no name is given or a date is not of the calendar
 */
export function certificatePage(
  document: CertificateDocument,
  texts: CertificateTexts,
  printable: Printer['printable'],
  credential?: string,
): CertificatePage {
  const { language, kind } = document;
  const names = [document.learner.latinName, document.learner.khmerName].map(printable).filter((name) => name !== '');
  if (names.length === 0) throw new RangeError('The certificate has no name.');
  const count = document.modules.length;
  const completed = { module: texts.completedModule, sequence: texts.completedSequence, series: texts.completedSeries }[
    kind
  ];
  return {
    language,
    kind,
    fonts: printFontFamilies,
    series: document.seriesTitle === document.title ? null : withBreaks(printable(document.seriesTitle)),
    heading: texts.kind,
    records: texts.records,
    names: names.map((name) => fittedText(name, SINGLE_LINE_NAME)),
    completed: filled(completed, { count: texts.counts[String(count)] ?? inDigits(count, language) }),
    title: fittedText(printable(document.title), 0),
    moduleHeading: texts.module,
    scoreHeading: texts.moduleScore,
    modules: (kind === 'module' ? [] : document.modules).map((module) => ({
      number: inDigits(module.number, language),
      title: withBreaks(printable(module.title)),
      score: printedPercent(module.score, language),
    })),
    facts: [
      { label: kind === 'module' ? texts.score : texts.meanScore, value: printedPercent(document.score, language) },
      { label: texts.studyLoad, value: durationParts(document.studyMinutes, texts, language).join(' ') },
      { label: texts.completedOn, value: dayInWords(document.completedOn, language) },
    ],
    statement: withBreaks(texts.statement),
    identity: identity(document, texts),
    metadata: certificateMetadata(document, texts),
    credential: credential === undefined ? null : markOf(credential, document, texts),
  };
}

function markOf(
  credential: string,
  document: CertificateDocument,
  texts: CertificateTexts,
): CertificatePage['credential'] {
  const mark = credentialMark(
    credential,
    `urn:uuid:${document.certificateId.toLowerCase()}#revision-${document.revision}`,
  );
  return { ...mark, alternative: filled(texts.credentialMark, { code: mark.code }) };
}

/** Id, day of issue, and revision. */
function identity(document: CertificateDocument, texts: CertificateTexts): string {
  const { language, revision } = document;
  return [
    filled(texts.certificate, { id: document.certificateId }),
    filled(texts.issuedOn, { date: dayInWords(document.issuedOn, language) }),
    ...(revision > 1 ? [filled(texts.revision, { count: inDigits(revision, language) })] : []),
  ].join('\u2002·\u2002');
}
