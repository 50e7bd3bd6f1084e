import type { CertificateDocument } from '../../../contract/certificate-document';
import { dayInWords } from '../../../domain/text/calendar-day';
import { inDigits } from '../../../domain/text/digits';
import { printFontFamilies, fittedText, type Printer, withBreaks } from '../typesetting';
import { type CertificateTexts, durationParts, filled, printedPercent } from './certificate-texts';
import { credentialMark } from './credential-code';
import { certificateMetadata } from './metadata';

/** A name of up to 60 characters, or 40 in Khmer script, stays on one line. */
const SINGLE_LINE_NAME = 60;

/**
 * Everything that the template prints, worded in the document's language with only characters that the faces have: the
 * template only lays out.
 * @param credential none for a certificate that isn't issued
 * @throws RangeError when no name is given or a date is not of the calendar
 */
export function certificatePage(
  document: CertificateDocument,
  texts: CertificateTexts,
  printable: Printer['printable'],
  credential?: string,
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
    identity: identity(document, texts),
    metadata: certificateMetadata(document, texts),
    credential: credential === undefined ? null : markOf(credential, document, texts),
  };
}

function markOf(credential: string, document: CertificateDocument, texts: CertificateTexts) {
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
