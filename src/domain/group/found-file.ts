import type { CredentialFault } from '../certificate/credential-fault';
import type { ProgressReport } from '../progress-report/progress-report';

/** A certificate in a file, as far as it is compared. */
export interface FoundCertificate {
  readonly certificateId: string;
  readonly revision: number;
  /** Both names, as it bears them. */
  readonly name: string;
  readonly title: string;
  readonly seriesTitle: string;
  /** `YYYY-MM-DD`. */
  readonly issuedOn: string;
  /** `shortCodeOf` the signed credential. */
  readonly shortCode: string;
}

/**
 * What is known of the page that a PDF shows around an intact certificate: `none` for a file without a page, `unopened`
 * where it isn't compared yet.
 */
export type CertificatePage = 'none' | 'unopened' | 'sure' | 'unsure';

/** Why a file can't be read; `scan` for a picture of paper. */
export type UnreadableReason = 'damaged' | 'locked' | 'too-large' | 'unread' | 'newer-version' | 'scan';

/** What a file holds. */
export type FileContent =
  | { readonly content: 'not-ours'; readonly isGroupFile?: boolean }
  | { readonly content: 'unreadable'; readonly reason: UnreadableReason }
  | { readonly content: 'changed'; readonly fault: CredentialFault }
  | { readonly content: 'learner-file' }
  | {
      readonly content: 'report';
      /** Public key in multibase. */
      readonly key: string;
      readonly report: ProgressReport;
      readonly isOwnKey: boolean;
    }
  | {
      readonly content: 'certificate';
      readonly key: string;
      readonly certificate: FoundCertificate;
      readonly page: CertificatePage;
      readonly isOwnKey: boolean;
    };

export type ReportContent = Extract<FileContent, { content: 'report' }>;
export type CertificateContent = Extract<FileContent, { content: 'certificate' }>;

/** A file that was looked at. */
export interface FoundFile {
  /** Where it lies in what was opened, as shown. */
  readonly path: string;
  /** Equal for files that say the same; of one that says nothing, its path. */
  readonly digest: string;
  readonly found: FileContent;
}
