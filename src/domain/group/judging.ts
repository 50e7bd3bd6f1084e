import { isAhead } from '../learner/edit-order';
import type { Series } from '../series/series';
import { compareText } from '../text/compare-text';
import { pairStanding, type GroupDecisions } from './decisions';
import type { CertificateContent, FileContent, FoundFile, ReportContent } from './found-file';
import { grouped } from './grouped';
import { headlineOf, type FileFacts, type Headline } from './headlines';
import { certificateRows, certificateText, namedCertificates } from './named-certificates';
import type { Person } from './person';
import { comparableName } from './roster';
import { compareReports, identityOf, pairOf, type SignedReport } from './signed-report';
import { peopleOf } from './people';

/**
 * What is said of a file below its headline.
 * - `group-file`: it holds decisions on a group
 * - `own-computer`: a key of this computer signed it
 * - `no-report`: no report of this course that is here names the certificate: it is in nobody's row
 * - `not-listed`, `other-computer`: nor does that of the row in its name, of the computer that signed it or of another
 * - `other-name`: the row whose report names the certificate has another name
 * - `page-unsure`: the printed page around an intact certificate isn't what this version of the app prints
 * - `serial-and-date`, `serial-twice`: reports of its pair disagree on their order, which a copied data folder or a
 *   wrong clock does
 * - `dated-ahead`: of a day that this computer's clock hasn't reached
 */
export type FileRemark =
  | 'group-file'
  | 'own-computer'
  | 'no-report'
  | 'not-listed'
  | 'other-computer'
  | 'other-name'
  | 'page-unsure'
  | 'serial-and-date'
  | 'serial-twice'
  | 'dated-ahead';

/** A file with what is said of it. */
export interface JudgedFile extends FoundFile {
  readonly headline: Headline;
  readonly remarks: readonly FileRemark[];
  /** Of a certificate, whoever's row it is shown with. */
  readonly row: Person | null;
  /** Path of the file that counts in place of one that is there twice or older. */
  readonly instead: string | null;
}

/** Everything that was opened, judged. */
export interface JudgedFiles {
  readonly files: readonly JudgedFile[];
  /** Reports of this course, each once, the lowest serial first: what the table is made of. */
  readonly reports: readonly SignedReport[];
  /** Intact reports of another course or edition, each once. */
  readonly otherReports: readonly SignedReport[];
}

/** The course by which files are judged. */
export type JudgedCourse = Pick<Series, 'id' | 'title' | 'edition' | 'modules' | 'sequences'>;

/**
 * Judges every file by itself and beside the others: one headline each, and no file hides another.
 *
 * @param now ISO instant
 */
export function judgeFiles(
  series: JudgedCourse,
  files: readonly FoundFile[],
  decisions: GroupDecisions,
  now: string,
): JudgedFiles {
  const copies = copiesIn(files);
  const all = files
    .filter((file) => !copies.has(file))
    .flatMap(({ found }) => (found.content === 'report' ? [found] : []))
    .sort(compareReports);
  const reports = all.filter((found) => isOfCourse(series, found));
  const people = peopleOf(series, reports, decisions);
  const byIdentity = new Map(people.flatMap((person) => person.identities.map((each) => [each, person] as const)));
  const currentOf = (found: ReportContent): SignedReport | undefined =>
    byIdentity.get(identityOf(found))?.reports.find((each) => pairOf(each) === pairOf(found));
  const holders = new Map(
    files.flatMap((file) =>
      file.found.content === 'report' && !copies.has(file) ? [[file.found.report, file] as const] : [],
    ),
  );
  const rowOf = certificateRows(people);
  const ofPair = grouped(reports, pairOf);
  const named = namedCertificates(reports, decisions);
  const isUnnamed = (found: FileContent): boolean =>
    found.content === 'certificate' && isOfCourse(series, found) && !named.has(certificateText(found));
  const revisions = newestRevisions(files.filter((file) => !copies.has(file)));
  /** The later one that takes the place of a file. */
  const laterOf = ({ found }: FoundFile): FoundFile | undefined => {
    if (found.content === 'report') {
      const current = currentOf(found);
      return current && current.report !== found.report ? holders.get(current.report) : undefined;
    }
    if (found.content !== 'certificate') return undefined;
    const newest = revisions.get(certificateKey(found));
    return newest && newest.found.certificate.revision > found.certificate.revision ? newest : undefined;
  };

  const factsOf = (file: FoundFile): FileFacts => {
    const { found } = file;
    if (found.content !== 'report' && found.content !== 'certificate') return { ...NOTHING, content: found.content };
    const standing =
      found.content === 'report'
        ? pairStanding(decisions.known, { key: found.key, learnerId: found.report.learner.id })
        : certificateStanding(found, named, decisions);
    return {
      content: 'intact',
      isOfCourse: isOfCourse(series, found),
      isCopy: copies.has(file),
      isReplaced: laterOf(file) !== undefined,
      isUnnamed: isUnnamed(found),
      isComputerKnown: standing !== 'unknown-computer',
      isPersonKnown: standing === 'known',
    };
  };
  return {
    files: files.map((file) => {
      const { found } = file;
      const headline = headlineOf(factsOf(file));
      const row = found.content === 'certificate' && isOfCourse(series, found) ? rowOf(found) : null;
      const instead = headline === 'twice' ? copies.get(file) : headline === 'older' ? laterOf(file) : undefined;
      return {
        ...file,
        headline,
        remarks: [...rowRemarks(found, row, isUnnamed(found)), ...remarksOn(found, ofPair, now)],
        row,
        instead: instead?.path ?? null,
      };
    }),
    reports,
    otherReports: all.filter((found) => !isOfCourse(series, found)),
  };
}

const NOTHING: Omit<FileFacts, 'content'> = {
  isOfCourse: false,
  isCopy: false,
  isReplaced: false,
  isUnnamed: false,
  isComputerKnown: false,
  isPersonKnown: false,
};

/** A certificate of an older form names no edition: what is compared is the title of the series. */
function isOfCourse(series: JudgedCourse, found: ReportContent | CertificateContent): boolean {
  if (found.content === 'certificate') return found.certificate.seriesTitle === series.title;
  const { course } = found.report;
  return course.id === series.id && course.edition === series.edition;
}

/** What a messenger adds to the name of a file that it has already. */
const COPY_MARK = / ?\(\d+\)(?=\.\w+$)/u;

/**
 * Files that say exactly what another one says, each with that one: the first counts, or the first whose name isn't
 * marked as a copy's.
 */
function copiesIn(files: readonly FoundFile[]): ReadonlyMap<FoundFile, FoundFile> {
  return new Map(
    [...grouped(files, ({ digest }) => digest).values()].flatMap((equal) => {
      const counted = equal.find(({ path }) => !COPY_MARK.test(path)) ?? equal[0];
      return equal.flatMap((file) => (counted && file !== counted ? [[file, counted] as const] : []));
    }),
  );
}

/** What is to be said of a certificate beside its row. */
function rowRemarks(found: FileContent, row: Person | null, isUnnamed: boolean): readonly FileRemark[] {
  if (found.content !== 'certificate') return [];
  if (!isUnnamed)
    return row && comparableName(row.name) !== comparableName(found.certificate.name) ? ['other-name'] : [];
  if (!row) return ['no-report'];
  return [row.reports.some(({ key }) => key === found.key) ? 'not-listed' : 'other-computer'];
}

function remarksOn(
  found: FileContent,
  ofPair: ReadonlyMap<string, readonly SignedReport[]>,
  now: string,
): readonly FileRemark[] {
  switch (found.content) {
    case 'not-ours':
      return found.isGroupFile ? ['group-file'] : [];
    case 'certificate':
      return [
        ...(found.isOwnKey ? ['own-computer' as const] : []),
        ...(found.page === 'unsure' ? ['page-unsure' as const] : []),
      ];
    case 'report': {
      const others = (ofPair.get(pairOf(found)) ?? []).filter(({ report }) => !isSameReport(report, found.report));
      const orders = others.map(({ report: { serial, madeAt } }) => ({
        serial: serial - found.report.serial,
        date: compareText(madeAt, found.report.madeAt),
      }));
      return [
        ...(found.isOwnKey ? ['own-computer' as const] : []),
        ...(orders.some(({ serial, date }) => serial * date < 0) ? ['serial-and-date' as const] : []),
        ...(orders.some(({ serial }) => serial === 0) ? ['serial-twice' as const] : []),
        ...(isAhead(found.report.madeAt, now) ? ['dated-ahead' as const] : []),
      ];
    }
    default:
      return [];
  }
}

/** One report can lie in a JSON file and in a record of learning: its order with itself tells nothing. */
function isSameReport(a: SignedReport['report'], b: SignedReport['report']): boolean {
  return a.reportId === b.reportId && a.serial === b.serial && a.madeAt === b.madeAt;
}

/** A certificate is a known person's where their report names it; else its computer alone may be known. */
function certificateStanding(
  found: CertificateContent,
  named: ReadonlyMap<string, boolean>,
  { known }: GroupDecisions,
): ReturnType<typeof pairStanding> {
  if (named.get(certificateText(found)) === true) return 'known';
  return known.some((pair) => pair.key === found.key) ? 'unknown-person' : 'unknown-computer';
}

/** The newest revision of each certificate; another key's revision replaces nothing. */
function newestRevisions(files: readonly FoundFile[]): ReadonlyMap<string, CertificateFile> {
  const newest = new Map<string, CertificateFile>();
  for (const file of files.filter(isCertificateFile)) {
    const key = certificateKey(file.found);
    const before = newest.get(key);
    if (!before || before.found.certificate.revision < file.found.certificate.revision) newest.set(key, file);
  }
  return newest;
}

type CertificateFile = FoundFile & { readonly found: CertificateContent };

function isCertificateFile(file: FoundFile): file is CertificateFile {
  return file.found.content === 'certificate';
}

function certificateKey({ key, certificate }: CertificateContent): string {
  return `${key} ${certificate.certificateId}`;
}
