import type { CertificateDocument } from '../../../contract/certificate-document';
import { keyDigits } from '../../../domain/progress-report/key-digits';
import { dayInWords } from '../../../domain/text/calendar-day';
import { inDigits } from '../../../domain/text/digits';
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

/**
 * Everything that the template prints, worded in the document's language with only characters that the faces have: the
 * template only lays out.
 * @param credential none for a certificate that isn't issued
 * @param countersignature whose key countersigned it, where somebody did
 * @throws RangeError when no name is given or a date is not of the calendar
 */
export function certificatePage(
  document: CertificateDocument,
  texts: CertificateTexts,
  printable: Printer['printable'],
  credential?: string,
  countersignature?: PrintedCountersignature,
) {
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
    check: withBreaks(texts.check),
    countersigned: countersignature
      ? withBreaks(
          filled(texts.countersigned, {
            key: keyDigits(countersignature.key),
            name: printable(countersignature.name),
          }),
        )
      : null,
    identity: identity(document, texts),
    metadata: certificateMetadata(document, texts),
    credential: credential === undefined ? null : markOf(credential, texts),
  };
}

function markOf(credential: string, texts: CertificateTexts) {
  const mark = credentialMark(credential);
  return { ...mark, alternative: filled(texts.credentialMark, { code: mark.code }) };
}

/** Id, day of issue, revision, and whether the words are a draft. */
function identity(document: CertificateDocument, texts: CertificateTexts): string {
  const { language, revision } = document;
  return [
    filled(texts.certificate, { id: document.certificateId }),
    filled(texts.issuedOn, { date: dayInWords(document.issuedOn, language) }),
    ...(revision > 1 ? [filled(texts.revision, { count: inDigits(revision, language) })] : []),
    ...(texts.draft === undefined ? [] : [texts.draft]),
  ].join('\u2002·\u2002');
}
