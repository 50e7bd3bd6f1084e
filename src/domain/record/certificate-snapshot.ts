import type { Language } from '../text/language';
import type { CompletionKind } from './completion';

/**
 * What a certificate says, frozen at its issue: later changes of name, text or template never alter it. The host prints
 * it unchanged.
 */
export interface CertificateSnapshot {
  /** UUID. */
  readonly certificateId: string;
  /** 1 for the first issue. */
  readonly revision: number;
  readonly kind: CompletionKind;
  readonly language: Language;
  readonly learner: { readonly latinName: string; readonly khmerName: string };
  readonly seriesTitle: string;
  readonly title: string;
  readonly modules: readonly { readonly number: number; readonly title: string; readonly score: number }[];
  /** Mean of the modules' best scores, 0-1. */
  readonly score: number;
  /** Study load as the content states it, in minutes. */
  readonly studyMinutes: number;
  /** ISO instants. */
  readonly completedAt: string;
  readonly issuedAt: string;
  /** `YYYY-MM-DD` where the learner was. */
  readonly completedOn: string;
  /** `YYYY-MM-DD` where the learner was at the issue; a correction retains the first day. */
  readonly issuedOn: string;
  /** The titles in a second language, where the page is in both; those of the modules in their order. */
  readonly beside?: {
    readonly language: Language;
    readonly seriesTitle: string;
    readonly title: string;
    readonly moduleTitles: readonly string[];
  };
  /** What it is of, for readers that group certificates: absent on one of an earlier version of the app. */
  readonly course?: { readonly edition: string; readonly objectId: string };
  /** For a correction or renewal: the revision that it replaces, when that was issued, and why. */
  readonly supersedes?: { readonly revision: number; readonly issuedAt: string; readonly reason: string };
}

/** A certificate in the record, with what it was issued for. */
export interface IssuedCertificate {
  /** Id of the `earned` statement: identifies this issue, even among two of the same revision. */
  readonly statementId: string;
  readonly objectId: string;
  readonly snapshot: CertificateSnapshot;
  /** Signed credential as JSON text, byte for byte as it was signed. */
  readonly credential: string;
}
