import * as v from 'valibot';
import type { Delivery } from '../../../contract/delivery';
import type { ReportVerdict } from '../../../contract/progress-report';
import { OperationFailure } from '../../../contract/result';
import { progressReportSchema, type ReportDraft } from '../../../domain/progress-report/progress-report';
import { readReportFile, type ReportReading } from '../../../domain/progress-report/reading';
import { type Credentials, didKey } from '../credential';
import { safeFileName } from '../files';
import type { HostPorts } from '../ports';
import { jcsProof, jcsSigner } from './jcs-proof';
import type { ReportSerial } from './report-serial';

/** Name of the report in a record of learning (`resources/certificate/record-of-learning.typ`). */
const ATTACHMENT = 'progress-report.json';

/** Progress reports: made with this computer's key, and checked. */
export interface ProgressReports {
  /** The signed file's text. @throws OperationFailure of signing, and of writing the counter */
  sign(draft: ReportDraft): Promise<string>;
  /** Hands the signed file to the learner. @throws OperationFailure of signing and delivery */
  save(draft: ReportDraft): Promise<Delivery>;
  /** Checks a file, or a record of learning that carries one. Every file gets an answer. */
  check(bytes: Uint8Array, signal: AbortSignal): Promise<ReportVerdict>;
}

/** What reports need of the process. */
export interface ProgressReportsOptions {
  readonly credentials: Pick<Credentials, 'signingKey' | 'readPdf'>;
  readonly serial: ReportSerial;
  readonly host: Pick<HostPorts, 'deliverFile'>;
}

/** The reports of a host. */
export function createProgressReports({ credentials, serial, host }: ProgressReportsOptions): ProgressReports {
  async function sign(draft: ReportDraft): Promise<string> {
    const pair = await (await credentials.signingKey()).keyPair();
    const report = { ...draft, serial: await serial.next() };
    try {
      const proof = await jcsProof(report, draft.madeAt, pair.signer());
      return `${JSON.stringify({ ...report, proof }, null, 2)}\n`;
    } catch (cause) {
      throw new OperationFailure('signing-failed', 'The report could not be signed.', undefined, { cause });
    }
  }
  async function attachedReport(bytes: Uint8Array, signal: AbortSignal): Promise<ReportReading> {
    const contents = await credentials.readPdf(bytes, signal);
    if (typeof contents === 'string') return { outcome: 'unreadable' };
    const attached = contents.attachments.find(({ name }) => name === ATTACHMENT);
    if (!attached) return { outcome: 'not-a-report' };
    return contents.sharedNames ? { outcome: 'changed' } : readReportFile(attached.bytes);
  }
  return {
    sign,
    save: async (draft) =>
      host.deliverFile({
        suggestedName: reportFileName(draft),
        bytes: new TextEncoder().encode(await sign(draft)),
        mimeType: 'application/json',
      }),
    async check(bytes, signal) {
      const read = isPdf(bytes) ? await attachedReport(bytes, signal) : readReportFile(bytes);
      if (read.outcome !== 'report') return read;
      const key = jcsSigner(read.value);
      if (key === null) return { outcome: 'changed' };
      const { proof: _proof, ...report } = read.value;
      const parsed = v.safeParse(progressReportSchema, report);
      if (!parsed.success) return { outcome: 'unreadable' };
      const issuers = await (await credentials.signingKey()).issuers();
      return { outcome: 'intact', report: parsed.output, key, isOwnKey: issuers.includes(didKey(key)) };
    },
  };
}

/** Readers accept some bytes before the header; the specification says 1,024. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-');
}

/** Of a long name the end is left out, and never what the file is. */
function reportFileName({ learner, madeOn }: Pick<ReportDraft, 'learner' | 'madeOn'>): string {
  return safeFileName(learner.latinName || learner.khmerName, ` progress ${madeOn}.json`, 'Learner');
}
