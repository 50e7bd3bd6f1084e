import type { CredentialReport } from '../../../src/contract/credential';

/** A certificate that was checked. */
export type Checked = Extract<CredentialReport, { outcome: 'checked' }>;

/** An intact certificate of another computer with the app, whose page is genuine, as a host says of its PDF. */
export function checkedCertificate(overrides: Partial<Checked> = {}): Checked {
  return {
    outcome: 'checked',
    fileKind: 'pdf',
    signature: 'intact',
    context: '',
    signer: 'did:key:z6Mk',
    signerIsIssuer: true,
    maker: 'this-kind',
    page: 'genuine',
    shortCode: 'ABCD-EFGH',
    ownForm: true,
    fields: [],
    proofFields: [],
    period: { from: [], until: [] },
    namesStatus: false,
    credential: '{}',
    countersignature: null,
    pdf: null,
    ...overrides,
  };
}
