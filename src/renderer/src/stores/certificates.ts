import { defineStore } from 'pinia';
import { newId, nowIso, useAppContext } from '../app-context';
import { certificateTargets, coveredModules, eligibility, issueCertificate, issuedCertificate, type CertificateTarget, type Eligibility } from '../../../domain/certificate';
import { certificateKey, type CertificateSnapshot } from '../../../domain/certificate-snapshot';
import type { CertificateDocument, CertificatePreview } from '../../../contract/certificate-document';
import type { CredentialEvidence } from '../../../contract/credential';
import type { Delivery } from '../../../contract/delivery';
import { sectionReadAt } from '../../../domain/learning-record';
import type { Result } from '../../../contract/result';
import { useLearner } from './learner';
import { useRecord } from './record';
import { computed } from 'vue';

export type { CertificatePreview } from '../../../contract/certificate-document';

/** A certificate that can be earned, with where the learner stands. */
export interface CertificateStanding {
  readonly target: CertificateTarget;
  readonly eligibility: Eligibility;
  readonly issued: CertificateSnapshot | undefined;
}

/** What is earned, what is missing, and the issue and export of certificates. */
export const useCertificates = defineStore('certificates', () => {
  const context = useAppContext();
  const learnerStore = useLearner();
  const recordStore = useRecord();

  const standings = computed<readonly CertificateStanding[]>(() => certificateTargets(context.series).map(standing));

  function standing(target: CertificateTarget): CertificateStanding {
    return {
      target,
      eligibility: eligibility(context.series, recordStore.record, target),
      issued: issuedCertificate(recordStore.record, target),
    };
  }

  /** The certificate as issued, or as it would be issued now; null where it isn't earned. */
  function draft(target: CertificateTarget): CertificateSnapshot | null {
    const { issued, eligibility: earned } = standing(target);
    if (issued) return issued;
    const learner = learnerStore.learner;
    if (!earned.earned || !learner) return null;
    return issueCertificate(context.series, recordStore.record, target, {
      certificateId: newId(context),
      learner,
      language: 'en',
      issuedAt: nowIso(context),
      dayOf: (instant) => context.dayOf(Date.parse(instant)),
    });
  }

  /** Typesets a page for the screen. */
  async function preview(snapshot: CertificateSnapshot): Promise<Result<CertificatePreview>> {
    return context.host.invoke('certificate.preview', { document: toDocument(snapshot), ...credentialOf(snapshot) });
  }

  /** Issues the certificate if that hasn't been done (signed; from then on it never changes) and exports it as PDF. @throws StorageError */
  async function exportPdf(target: CertificateTarget, snapshot: CertificateSnapshot): Promise<Result<Delivery>> {
    const { issued } = standing(target);
    if (issued) return context.host.invoke('certificate.export', { document: toDocument(issued), ...credentialOf(issued) });
    const document = toDocument(snapshot);
    const signed = await context.host.invoke('credential.sign', { document, evidence: await evidenceOf(target) });
    if (!signed.ok) return signed;
    await recordStore.append([{ verb: 'earned', objectId: target.objectId, certificate: snapshot, credential: signed.value.credential }]);
    return context.host.invoke('certificate.export', { document, credential: signed.value.credential });
  }

  /** What stands behind the award, as counts; only submitted attempts' answers count. @throws StorageError */
  async function evidenceOf(target: CertificateTarget): Promise<CredentialEvidence> {
    const { record } = recordStore;
    const modules = coveredModules(context.series, target);
    const outlines = context.series.modules.filter(({ id }) => modules.includes(id));
    const attempts = await Promise.all(modules.map(async (id) => (await learnerStore.session?.statements.attemptsOf(id)) ?? []));
    return {
      sectionsRead: outlines.reduce((sum, { sections }) => sum + sections.filter(({ id }) => sectionReadAt(record, id) !== null).length, 0),
      questionsAnswered: attempts.flat().filter(({ mode }) => mode === 'attempt').reduce((sum, { answers }) => sum + Object.keys(answers).length, 0),
      attempts: modules.reduce((sum, id) => sum + (record.scores[id]?.attempts ?? 0), 0),
    };
  }

  /** The credential stored at issue; nothing for a certificate without one. */
  function credentialOf(snapshot: CertificateSnapshot): { readonly credential?: string } {
    const credential = recordStore.record.certificates[certificateKey(snapshot)]?.credential;
    return credential === undefined ? {} : { credential };
  }

  /** Saves the signed credential of an issued certificate as JSON; null where there is none. */
  async function exportCredential(snapshot: CertificateSnapshot): Promise<Result<Delivery> | null> {
    const { credential } = credentialOf(snapshot);
    return credential === undefined ? null : context.host.invoke('credential.export', { document: toDocument(snapshot), credential });
  }

  /** Puts a damaged signing key aside and makes a new one. */
  async function replaceSigningKey(): Promise<Result<{ replaced: boolean }>> {
    return context.host.invoke('signing-key.replace', {});
  }

  /** Whether a certificate was signed. */
  function isSigned(snapshot: CertificateSnapshot): boolean {
    return credentialOf(snapshot).credential !== undefined;
  }

  /** Shows an exported file in its folder; false where the host can't. */
  async function reveal(revealId: string): Promise<boolean> {
    const result = await context.host.invoke('delivery.reveal', { revealId });
    return result.ok && result.value.revealed;
  }

  return { standings, standing, draft, preview, exportPdf, exportCredential, isSigned, replaceSigningKey, reveal };
});

/** A plain copy in the contract's shape: what crosses the boundary holds no proxies and no read-only arrays. */
function toDocument(snapshot: CertificateSnapshot): CertificateDocument {
  const { supersedes, ...rest } = snapshot;
  const plain = { ...rest, learner: { ...snapshot.learner }, modules: snapshot.modules.map((module) => ({ ...module })) };
  return supersedes ? { ...plain, supersedes: { ...supersedes } } : plain;
}
