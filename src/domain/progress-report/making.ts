import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isUuid } from '../json/json-value';
import { MAXIMUM_NAME_LENGTH, normaliseName, type Learner } from '../learner/learner';
import type { CompletionKind } from '../record/completion';
import type { IssuedCertificate } from '../record/certificate-snapshot';
import { completionKey, type LearningRecord } from '../record/learning-record';
import { moduleProgress } from '../record/progress';
import { agreementState } from '../series/agreement';
import type { Series } from '../series/series';
import { isDay } from '../text/calendar-day';
import { compareText } from '../text/compare-text';
import { beginningOf } from '../text/whole-characters';
import {
  DIGEST,
  MAXIMUM_REPORTED_CERTIFICATES,
  PART_ID,
  PROGRESS_REPORT_FORMAT,
  PROGRESS_REPORT_VERSION,
  type ReportDraft,
} from './progress-report';

/** Who, when and with what: not part of the record. */
export interface ReportMoment {
  /** A new UUID. */
  readonly reportId: string;
  readonly learner: Pick<Learner, 'id' | 'latinName' | 'khmerName' | 'organisation' | 'group'>;
  /** ISO instant of now. */
  readonly madeAt: string;
  /** Calendar day of an instant where the learner is, `YYYY-MM-DD`. */
  readonly dayOf: (instant: string) => string;
  /** Version of the app. */
  readonly app: string;
  /** Whether the learner wants their best scores in it. */
  readonly withScores: boolean;
}

/**
 * A learner's report on their progress, before the host numbers and signs it. Certificates and agreements of a form
 * that no app makes, as an imported record can hold them, are left out.
 */
export function makeProgressReport(series: Series, record: LearningRecord, moment: ReportMoment): ReportDraft {
  const { learner, madeAt, dayOf } = moment;
  const completedOn = (kind: CompletionKind, id: string): string | null => {
    const instant = record.completions[completionKey(kind, id)];
    return instant === undefined ? null : dayOf(instant);
  };
  return {
    format: PROGRESS_REPORT_FORMAT,
    version: PROGRESS_REPORT_VERSION,
    reportId: moment.reportId,
    madeAt,
    madeOn: dayOf(madeAt),
    app: moment.app,
    course: { id: series.id, edition: series.edition },
    learner: {
      id: reportedLearnerId(learner.id),
      latinName: reportedName(learner.latinName),
      khmerName: reportedName(learner.khmerName),
      organisation: reportedName(learner.organisation ?? ''),
      group: reportedName(learner.group ?? ''),
    },
    modules: series.modules.map((module) => {
      const { readSectionIds, sectionCount, attempts, bestScore } = moduleProgress(module, record);
      return {
        id: module.id,
        number: module.number,
        sectionsRead: readSectionIds.length,
        sections: sectionCount,
        attempts,
        completedOn: completedOn('module', module.id),
        ...(moment.withScores && bestScore !== null ? { bestScore } : {}),
      };
    }),
    sequences: series.sequences.map(({ id }) => ({ id, completedOn: completedOn('sequence', id) })),
    series: { completedOn: completedOn('series', series.id) },
    certificates: Object.values(record.certificates)
      .sort(oldestFirst)
      .map(({ objectId, credential, snapshot: { certificateId: id, revision, kind, issuedOn } }) => ({
        id,
        revision,
        kind,
        objectId,
        issuedOn,
        digest: credentialDigest(credential),
      }))
      .filter(({ id, objectId, issuedOn }) => isUuid(id) && PART_ID.test(objectId) && isDay(issuedOn))
      .slice(-MAXIMUM_REPORTED_CERTIFICATES),
    protocols: series.modules
      .flatMap(({ id: moduleId, protocol }) => {
        const found = protocol && agreementState(Object.values(record.agreements), protocol);
        if (!found || found.state === 'missing') return [];
        const { version, agreedAt } = found.state === 'agreed' ? found.agreement : found.earlier;
        return [{ id: protocol.id, moduleId, version, agreedOn: dayOf(agreedAt) }];
      })
      .filter(({ version }) => DIGEST.test(version)),
  };
}

/**
 * The id by which reports name a learner: the same in each of them, and no way back to the learner's own id, with which
 * anybody could make files that merge into the record. The words before it keep the digest apart from every other
 * digest of that id.
 */
export function reportedLearnerId(learnerId: string): string {
  return bytesToHex(
    sha256(utf8ToBytes(`Child Justice Series: learner in progress reports\n${learnerId.toLowerCase()}`)),
  );
}

/** By which a report names a signed credential: SHA-256 of its text, hexadecimal. */
function credentialDigest(credential: string): string {
  return bytesToHex(sha256(utf8ToBytes(credential)));
}

/** A name as reports have it, whatever an imported profile holds. */
function reportedName(name: string): string {
  const visible = normaliseName(name.toWellFormed().replace(/\p{Cc}/gu, ' '));
  return normaliseName(beginningOf(visible, MAXIMUM_NAME_LENGTH));
}

function oldestFirst({ snapshot: a }: IssuedCertificate, { snapshot: b }: IssuedCertificate): number {
  return (
    compareText(a.issuedAt, b.issuedAt) || compareText(a.certificateId, b.certificateId) || a.revision - b.revision
  );
}
