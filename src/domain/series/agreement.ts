import type { Language } from '../text/language';
import { compareText } from '../text/compare-text';
import type { Figure } from './figure';
import type { Option } from './question';

/** A protocol that must be read and agreed to before a module opens. The project writes its text. */
export interface AgreementProtocol {
  readonly id: string;
  readonly title: string;
  /** Says whose text it is. */
  readonly provenance: string;
  readonly introduction: string;
  readonly clauses: readonly {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    /** What the clause refers to: agreed to with it. */
    readonly figure?: Figure;
  }[];
  /** Scenario checks: each must be answered correctly, with feedback, before signing. */
  readonly checks: readonly {
    readonly id: string;
    readonly scenario: string;
    readonly options: readonly Option[];
  }[];
  /**
   * SHA-256 over clauses, with their figures, and checks, hexadecimal: a changed protocol has another version. Of the
   * source language in every translation, so that who agreed in one language has agreed.
   */
  readonly version: string;
  readonly language: Language;
}

/** The stored agreement: enough to print it and to know what was agreed to. */
export interface Agreement {
  readonly protocolId: string;
  /** Version of the protocol, whatever language it was read in. */
  readonly version: string;
  readonly language: Language;
  /** Name as typed by the learner. */
  readonly name: string;
  /** ISO 8601 instant. */
  readonly agreedAt: string;
  /** Ids of the scenario checks that were answered correctly before signing. */
  readonly checkIds: readonly string[];
}

/** Why a learner may or may not enter. `changed`: an earlier version was agreed to. */
export type AgreementState =
  | { readonly state: 'agreed'; readonly agreement: Agreement }
  | { readonly state: 'changed'; readonly earlier: Agreement }
  | { readonly state: 'missing' };

/** The first signs of a version's digest: enough to tell two texts apart. */
export function versionSigns({ version }: { readonly version: string }): string {
  return version.slice(0, 8);
}

/**
 * Finds the agreement to exactly this version; the newest wins, on a tie the one that sorts first as JSON, so that
 * order never matters.
 */
export function agreementState(
  agreements: readonly Agreement[],
  protocol: Pick<AgreementProtocol, 'id' | 'version'>,
): AgreementState {
  const ofProtocol = agreements
    .filter((agreement) => agreement.protocolId === protocol.id)
    .sort((a, b) => compareText(b.agreedAt, a.agreedAt) || compareText(JSON.stringify(a), JSON.stringify(b)));
  const current = ofProtocol.find((agreement) => agreement.version === protocol.version);
  if (current) return { state: 'agreed', agreement: current };
  const earlier = ofProtocol[0];
  return earlier ? { state: 'changed', earlier } : { state: 'missing' };
}
