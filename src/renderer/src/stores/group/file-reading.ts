import {
  MAXIMUM_CHECKED_BYTES,
  type CredentialReport,
  type FileProblem,
  type SignedField,
} from '../../../../contract/credential';
import { credentialFault } from '../../../../domain/certificate/credential-fault';
import type { CertificatePage, FileContent, FoundFile, UnreadableReason } from '../../../../domain/group/found-file';
import { claimsGroupFile } from '../../../../domain/group/group-file';
import { toBase64 } from '../../../../domain/json/base64';
import { LEARNER_FILE_FORMAT } from '../../../../domain/learner-file/learner-file';
import { bothNames } from '../../../../domain/learner/learner';
import type { HostClient } from '../../host/host-client';
import { HostError, valueOf } from '../host/host-error';
import type { OpenedFile } from './opened-file';

/** A file as it was read; what a certificate signed stays at hand. */
export interface ReadFile extends FoundFile {
  readonly fields?: readonly SignedField[];
  /** The signed credential of a certificate. */
  readonly credential?: string;
}

type Checked = Extract<CredentialReport, { outcome: 'checked' }>;

/** Bytes by which it is told what a file may be; a backup is read no further. */
const BEGINNING = 16_384;

/** How long the system may take to give a file, in milliseconds: a stick that was pulled out gives none. */
const LONGEST_READ = 20_000;

/**
 * Reads one file and has the host check it. Every file gets an answer, whatever it holds.
 *
 * @param isOneOfMany a PDF's page isn't printed again then
 * @throws HostError where the host can't be reached: that tells nothing of the file
 */
export async function readFile(host: HostClient, file: OpenedFile, isOneOfMany: boolean): Promise<ReadFile> {
  try {
    return await readKnownFile(host, file, isOneOfMany);
  } catch (error) {
    if (error instanceof HostError && error.code === 'unreachable') throw error;
    return told(file, { content: 'unreadable', reason: 'damaged' });
  }
}

async function readKnownFile(host: HostClient, file: OpenedFile, isOneOfMany: boolean): Promise<ReadFile> {
  const unreadable = (reason: UnreadableReason): ReadFile => told(file, { content: 'unreadable', reason });
  if (file.isDamaged) return unreadable('damaged');
  if (file.isLocked) return unreadable('locked');
  if (file.size === 0) return hasOwnEnding(file) ? unreadable('damaged') : told(file, { content: 'not-ours' });

  const beginning = await withinTime(file.read(BEGINNING));
  if (!beginning) return unreadable('unread');
  const text = new TextDecoder().decode(beginning);
  if (text.slice(0, 200).includes(`"${LEARNER_FILE_FORMAT}"`)) return told(file, { content: 'learner-file' });
  if (claimsGroupFile(text)) return told(file, { content: 'not-ours', isGroupFile: true });
  const isPdf = text.slice(0, 1_024).includes('%PDF-');
  if (!isPdf && !/^\s*\{/u.test(text)) return told(file, { content: 'not-ours' });
  if (file.size > MAXIMUM_CHECKED_BYTES) return isPdf ? unreadable('too-large') : told(file, { content: 'not-ours' });

  const bytes = beginning.length < file.size ? await withinTime(file.read(MAXIMUM_CHECKED_BYTES)) : beginning;
  if (!bytes) return unreadable('unread');
  const base64 = toBase64(bytes);
  const asCertificate = (): Promise<ReadFile> => readCertificate(host, file, { bytes, base64, isOneOfMany });
  if (!isPdf) {
    const report = await readReport(host, file, base64);
    if (report !== 'not-a-report') return report === 'unreadable' ? damagedOrForeign(file, text) : report;
    return text.includes('"VerifiableCredential"') ? asCertificate() : told(file, { content: 'not-ours' });
  }
  const certificate = await asCertificate();
  if (certificate.found.content !== 'not-ours') return certificate;
  // A record of learning carries a report and no certificate.
  const report = await readReport(host, file, base64);
  return typeof report === 'string' ? told(file, { content: 'not-ours' }) : report;
}

async function readReport(
  host: HostClient,
  file: OpenedFile,
  base64: string,
): Promise<ReadFile | 'unreadable' | 'not-a-report'> {
  const verdict = valueOf(await host.invoke('progress-report.check', { base64 }));
  switch (verdict.outcome) {
    case 'intact': {
      const { key, report, isOwnKey } = verdict;
      // A report can lie in a JSON file and in a PDF: what it says is compared, not the bytes.
      const digest = await digestOf(new TextEncoder().encode(`${key} ${JSON.stringify(report)}`));
      return { path: file.path, digest, found: { content: 'report', key, report, isOwnKey } };
    }
    case 'changed':
      return told(file, { content: 'changed', fault: 'changed' });
    case 'newer-version':
      return told(file, { content: 'unreadable', reason: 'newer-version' });
    case 'unreadable':
    case 'not-a-report':
      return verdict.outcome;
  }
}

async function readCertificate(
  host: HostClient,
  { path }: OpenedFile,
  {
    bytes,
    base64,
    isOneOfMany,
  }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly base64: string; readonly isOneOfMany: boolean },
): Promise<ReadFile> {
  const report = valueOf(await host.invoke('credential.verify', { base64, isOneOfMany }));
  const found = certificateContent(report);
  const digest = await digestOf(bytes);
  return report.outcome === 'checked' && found.content === 'certificate'
    ? { path, digest, found, fields: report.fields, credential: report.credential }
    : { path, digest, found };
}

/** What the check of a certificate says of a file. */
function certificateContent(report: CredentialReport): FileContent {
  if (report.outcome === 'unreadable') {
    const reason = REASONS[report.problem];
    return reason ? { content: 'unreadable', reason } : { content: 'not-ours' };
  }
  if (report.outcome === 'paper') return { content: 'unreadable', reason: 'scan' };
  if (!report.ownForm) return { content: 'not-ours' };
  const fault = credentialFault(report);
  if (fault) return { content: 'changed', fault };
  const field = (name: string): string => report.fields.find((each) => each.name === name)?.value ?? '';
  return {
    content: 'certificate',
    key: report.signer.replace(/^did:key:/u, ''),
    isOwnKey: report.maker === 'this-computer',
    page: pageOf(report),
    certificate: {
      certificateId: field('certificateId').toLowerCase(),
      revision: Number(field('revision')),
      name: bothNames({ latinName: field('name'), khmerName: field('khmerName') }),
      title: field('title'),
      seriesTitle: field('seriesTitle'),
      issuedOn: field('issuedOn'),
      shortCode: report.shortCode,
    },
  };
}

function pageOf({ fileKind, page }: Checked): CertificatePage {
  if (fileKind === 'json') return 'none';
  if (page === null) return 'unopened';
  return page === 'genuine' ? 'sure' : 'unsure';
}

/** Problems of files that may be this app's; any other file holds nothing of it. */
const REASONS: Readonly<Partial<Record<FileProblem, UnreadableReason>>> = {
  empty: 'damaged',
  'damaged-pdf': 'damaged',
  'broken-json': 'damaged',
  'too-large': 'too-large',
  'heavy-pdf': 'too-large',
  'heavy-credential': 'too-large',
  'heavy-picture': 'too-large',
  'protected-pdf': 'locked',
};

/** A file that begins as one of this app's and can't be read is damaged; any other one is nobody's business. */
function damagedOrForeign(file: OpenedFile, text: string): ReadFile {
  const isOurs = text.slice(0, 200).includes('"child-justice-') || text.includes('"OpenBadgeCredential"');
  return told(file, isOurs ? { content: 'unreadable', reason: 'damaged' } : { content: 'not-ours' });
}

function hasOwnEnding({ path }: OpenedFile): boolean {
  return /\.(?:json|pdf)$/iu.test(path);
}

function told({ path }: OpenedFile, found: FileContent): ReadFile {
  return { path, digest: path, found };
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** What was read; null where the system fails or takes too long. */
async function withinTime(reading: Promise<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer> | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, LONGEST_READ, null);
  });
  try {
    return await Promise.race([reading, limit]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
