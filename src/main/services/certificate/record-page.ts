import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import { dayInWords, shortDay } from '../../../domain/text/calendar-day';
import { inDigits } from '../../../domain/text/digits';
import { printFontFamilies, type Printer, withBreaks, wrappedText, type WrappedText } from '../typesetting';
import { filled } from './certificate-texts';
import { type PrintedMetadata, recordMetadata } from './metadata';
import { durationParts, printedPercent } from './printed-values';
import type { RecordTexts } from './record-texts';
import type { Language } from '../../../domain/text/language';

/** A table's heading and the heads of its columns. */
interface PrintedTable<Row> {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** True for a table that fits on one page. */
  readonly together: boolean;
}

/** Everything that the template prints, ready in words: the template only lays out. */
export interface RecordPage {
  readonly language: Language;
  readonly fonts: readonly string[];
  readonly heading: string;
  readonly series: string | null;
  readonly names: readonly WrappedText[];
  readonly made: string;
  /** With the places `{page}` and `{pages}`, which the template fills in with these ten digits. */
  readonly pageNumber: string;
  readonly digits: readonly string[];
  /** A value in parts, each of which stays on one line. */
  readonly facts: readonly { readonly label: string; readonly value: readonly string[] }[];
  readonly modules: PrintedTable<ModuleRow>;
  readonly courses: PrintedTable<{
    readonly title: WrappedText;
    readonly modules: string;
    readonly complete: string;
    readonly completed: string;
  }>;
  readonly certificates: PrintedTable<CertificateRow> & { readonly none: string; readonly notes: readonly string[] };
  readonly about: { readonly heading: string; readonly paragraphs: readonly string[] };
  readonly metadata: PrintedMetadata;
}

interface ModuleRow {
  readonly number: string;
  readonly title: WrappedText;
  readonly sections: string;
  /** First and last day; one where they are the same. */
  readonly studied: readonly string[];
  /** Score, and its day. */
  readonly score: readonly string[];
  readonly attempts: string;
  readonly material: readonly string[];
  readonly completed: string;
  readonly begun: boolean;
  readonly complete: boolean;
}

interface CertificateRow {
  readonly issued: string;
  readonly title: WrappedText;
  readonly kind: string;
  readonly revision: string;
  readonly id: string;
  readonly replaced: boolean;
}

/** Printed where there is no value yet. */
const NOTHING = '\u2013';

/**
 * Words a record of learning in its language, with only characters that the faces have.
 * @throws RangeError when no name is given or a date is not of the calendar
 */
export function recordPage(
  document: RecordOfLearningDocument,
  texts: RecordTexts,
  printable: Printer['printable'],
): RecordPage {
  const { language, totals } = document;
  const wrapped = (typed: string): WrappedText => wrappedText(printable(typed));
  const names = [document.learner.latinName, document.learner.khmerName]
    .filter((name) => printable(name) !== '')
    .map(wrapped);
  if (names.length === 0) throw new RangeError('The record of learning has no name.');
  const number = (value: number): string => inDigits(value, language);
  const of = (count: number, total: number): string => filled(texts.of, { count: number(count), total: number(total) });
  const day = (date: string | null): string => (date === null ? NOTHING : shortDay(date, language));
  const percent = (score: number | null): string => (score === null ? NOTHING : printedPercent(score, language));
  const duration = (minutes: number): readonly string[] => durationParts(minutes, texts, language);

  const moduleRow = (module: RecordOfLearningDocument['modules'][number]): ModuleRow => {
    const begun = module.firstStudiedOn !== null || module.sectionsRead > 0 || module.attempts > 0;
    const studied = [...new Set([module.firstStudiedOn, module.lastStudiedOn])].filter((date) => date !== null);
    return {
      number: number(module.number),
      title: wrapped(module.title),
      sections: of(module.sectionsRead, module.sections),
      studied: studied.length === 0 ? [NOTHING] : studied.map(day),
      score:
        module.bestScore === null
          ? [NOTHING]
          : [percent(module.bestScore), ...(module.bestScoreOn === null ? [] : [day(module.bestScoreOn)])],
      attempts: number(module.attempts),
      material: duration(module.studyMinutes),
      completed: module.completedOn === null ? texts.modules[begun ? 'started' : 'new'] : day(module.completedOn),
      begun,
      complete: module.completedOn !== null,
    };
  };
  return {
    language,
    fonts: printFontFamilies,
    heading: texts.kind,
    series: document.seriesTitle === '' ? null : withBreaks(printable(document.seriesTitle)),
    names,
    made: filled(texts.madeOn, { date: dayInWords(document.madeOn, language) }),
    pageNumber: texts.page,
    digits: Array.from({ length: 10 }, (_, digit) => number(digit)),
    facts: [
      { label: texts.facts.modules, value: [of(totals.completeModules, document.modules.length)] },
      { label: texts.facts.meanScore, value: [percent(totals.meanScore)] },
      { label: texts.facts.material, value: duration(totals.studyMinutes) },
      { label: texts.facts.sections, value: [of(totals.sectionsRead, totals.sections)] },
      { label: texts.facts.attempts, value: [number(totals.attempts)] },
      { label: texts.facts.days, value: [number(totals.studyDays)] },
    ].map(({ label, value }) => ({ label: withBreaks(label), value })),
    modules: {
      heading: texts.modules.heading,
      columns: [
        texts.modules.number,
        texts.modules.module,
        texts.modules.sections,
        texts.modules.studied,
        texts.modules.bestScore,
        texts.modules.attempts,
        texts.modules.material,
        texts.modules.completed,
      ].map(withBreaks),
      rows: document.modules.map(moduleRow),
      together: false,
    },
    courses: {
      heading: texts.courses.heading,
      columns: [texts.courses.title, texts.courses.modules, texts.courses.complete, texts.courses.completed].map(
        withBreaks,
      ),
      rows: [
        {
          title: wrapped(document.seriesTitle),
          modules: numbersOf(
            document.modules.map((module) => module.number),
            number,
          ),
          complete: of(totals.completeModules, document.modules.length),
          completed: day(totals.completedOn),
        },
        ...document.sequences.map((sequence) => ({
          title: wrapped(sequence.title),
          modules: numbersOf(sequence.modules, number),
          complete: of(sequence.completeModules, sequence.modules.length),
          completed: day(sequence.completedOn),
        })),
      ],
      together: areFew([document.seriesTitle, ...document.sequences.map(({ title }) => title)]),
    },
    certificates: {
      heading: texts.certificates.heading,
      none: withBreaks(texts.certificates.none),
      columns: [
        texts.certificates.issued,
        texts.certificates.kind,
        texts.certificates.title,
        texts.certificates.revision,
        texts.certificates.id,
      ].map(withBreaks),
      rows: document.certificates.map(({ certificateId, revision, kind, title, issuedOn, replaced: isReplaced }) => ({
        issued: day(issuedOn),
        title: wrapped(title),
        kind: withBreaks(texts.certificates.kinds[kind]),
        revision: isReplaced ? filled(texts.certificates.replaced, { revision: number(revision) }) : number(revision),
        id: certificateId,
        replaced: isReplaced,
      })),
      together: areFew(document.certificates.map(({ title }) => title)),
      notes: document.unlistedCertificates
        ? [withBreaks(filled(texts.certificates.unlisted, { count: number(document.unlistedCertificates) }))]
        : [],
    },
    about: { heading: texts.about.heading, paragraphs: [texts.about.figures, texts.about.origin].map(withBreaks) },
    metadata: recordMetadata(document, texts),
  };
}

/** True where the rows of so many titles fit on a part of a page, however long the titles are. */
function areFew(titles: readonly string[]): boolean {
  return titles.length <= 6 && titles.join('').length <= 400;
}

/** Module numbers, a run of them as a range: `1–10`, `8, 10`. */
function numbersOf(numbers: readonly number[], printed: (value: number) => string): string {
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return NOTHING;
  const isRun = numbers.length > 2 && numbers.every((value, index) => value === first + index);
  return isRun ? `${printed(first)}${NOTHING}${printed(last)}` : numbers.map(printed).join(', ');
}
