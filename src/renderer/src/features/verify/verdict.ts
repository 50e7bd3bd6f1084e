import { credentialFault, type CredentialFault } from '../../../../domain/certificate/credential-fault';
import type { Validity } from '../../../../domain/certificate/credential-validity';
import type { CredentialReport, ShownStatus } from '../../stores/record/verification';

type Checked = Extract<CredentialReport, { outcome: 'checked' }>;
type Paper = Extract<CredentialReport, { outcome: 'paper' }>;

/** What is said of a checked file before anything else; the texts are `verify.verdict.<kind>`. */
export interface Verdict {
  readonly kind:
    | CredentialFault
    | 'unreadable'
    | 'over'
    | 'not-yet'
    | 'foreign'
    | 'elsewhere'
    | 'compare'
    | 'paper'
    | 'replaced'
    | 'beside'
    | 'counts'
    | 'genuine';
  /** Whether the file can be relied on; null where a person has to look further. */
  readonly holds: boolean | null;
  /** Who signed, in words: `verify.signedBy.<signer>`; null where nobody's signature is proven. */
  readonly signer: 'this-computer' | 'another-computer' | 'another-maker' | null;
}

/**
 * One verdict out of the single answers: what is worst decides. Genuine is a page that prints the same from its
 * credential, whichever computer signed it; that anybody can sign is said beside it.
 */
export function verdictOf(report: Checked, validity: Validity, shownStatus: ShownStatus): Verdict {
  const signer = SIGNERS[report.maker ?? 'other'];
  const verdict = (kind: Verdict['kind'], holds: Verdict['holds']): Verdict => ({ kind, holds, signer });
  const fault = credentialFault(report);
  if (fault === 'another-page') return verdict(fault, false);
  if (fault) return { kind: fault, holds: fault === 'unchecked' ? null : false, signer: null };
  if (validity === 'over') return verdict('over', false);
  if (validity === 'not-yet') return verdict('not-yet', null);
  if (signer === 'another-maker') return verdict('foreign', null);
  if (shownStatus.state === 'superseded') return verdict('replaced', null);
  if (report.page === 'untold') return verdict('compare', null);
  if (shownStatus.state === 'beside') return verdict('beside', null);
  if (shownStatus.state === 'current') return verdict('counts', true);
  return verdict(signer === 'another-computer' ? 'elsewhere' : 'genuine', true);
}

/** The verdict on a code on paper: at best a person has to compare what it says with what is printed. */
export function paperVerdict({ maker }: Paper): Verdict {
  return maker === null
    ? { kind: 'changed', holds: false, signer: null }
    : { kind: 'paper', holds: null, signer: SIGNERS[maker] };
}

/** Where nothing could be checked; why not is told beside it. */
export const UNREADABLE: Verdict = { kind: 'unreadable', holds: null, signer: null };

const SIGNERS = {
  'this-computer': 'this-computer',
  'this-kind': 'another-computer',
  other: 'another-maker',
} as const;
