import type { CertificateDocument } from '../../../contract/certificate-document';
import type { Delivery } from '../../../contract/delivery';
import type { JobAidDocument } from '../../../contract/job-aid-document';
import type { NotebookDocument } from '../../../contract/notebook-document';
import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import type { HostPorts } from '../ports';
import { safeFileName } from '../files';
import type { TypesettingPress } from '../typesetting';
import type { CertificateTypesetting } from './certificate-typesetting';
import { typesetJobAid, typesetNotebook } from './document-typesetting';
import { typesetRecord } from './record-typesetting';

/** What a document is printed with, and who hands it over. */
interface Printing {
  readonly press: TypesettingPress;
  readonly host: Pick<HostPorts, 'deliverFile'>;
}

/** A module's has its number: a long name leaves no room for the title, and the files of a folder must differ. */
function kindName({ kind, modules }: CertificateDocument): string {
  if (kind === 'module') return `Module ${modules[0]?.number ?? ''} certificate`;
  return kind === 'sequence' ? 'Sequence certificate' : 'Series certificate';
}

/**
 * The suggested file name of a certificate, e.g. `Module 2 certificate - Sok Dara - Diversion and non-custodial
 * measures.pdf`. The learner's name comes before the title, so that a long title is cut first.
 */
export function certificateFileName(document: CertificateDocument): string {
  return documentFileName(kindName(document), document, '.pdf');
}

function documentFileName(kind: string, document: CertificateDocument, extension: string): string {
  const { latinName, khmerName } = document.learner;
  const revision = document.revision > 1 ? [`revision ${document.revision}`] : [];
  return safeFileName([kind, ...revision, latinName || khmerName, document.title].join(' - '), extension);
}

/**
 * Typesets a certificate and saves it for the learner; in a folder that they chose, where one is named.
 * @throws OperationFailure `typesetting-failed`, or a file code from the host; nothing partial is left
 */
export async function exportCertificate(
  document: CertificateDocument,
  credential: string,
  using: {
    readonly typesetting: Pick<CertificateTypesetting, 'typeset'>;
    readonly host: Pick<HostPorts, 'deliverFile'>;
  },
  folderId?: string,
): Promise<Delivery> {
  const bytes = await using.typesetting.typeset(document, credential);
  const file = { suggestedName: certificateFileName(document), bytes, mimeType: 'application/pdf' };
  return using.host.deliverFile(file, folderId);
}

/**
 * Saves a signed credential for the learner as a JSON file, byte for byte as it was signed.
 * @throws OperationFailure with a file code from the host
 */
export async function exportCredential(
  document: CertificateDocument,
  credential: string,
  host: Pick<HostPorts, 'deliverFile'>,
): Promise<Delivery> {
  const suggestedName = documentFileName('Signed credential', document, '.json');
  return host.deliverFile({ suggestedName, bytes: new TextEncoder().encode(credential), mimeType: 'application/vc' });
}

/**
 * The suggested file name of a record of learning, e.g. `Record of learning - 2026-11-25 - Sok Dara.pdf`. The name
 * comes last, so that a long one is cut first.
 */
export function recordFileName({ learner, madeOn }: RecordOfLearningDocument): string {
  return safeFileName(
    ['Record of learning', madeOn, learner.latinName || learner.khmerName].join(' - '),
    '.pdf',
    'Record of learning',
  );
}

/**
 * Typesets a record of learning and saves it for the learner.
 * @throws OperationFailure `typesetting-failed`, or a file code from the host; nothing partial is left
 */
export async function exportRecordOfLearning(
  document: RecordOfLearningDocument,
  { press, host }: Printing,
): Promise<Delivery> {
  const bytes = await typesetRecord(press, document);
  return host.deliverFile({ suggestedName: recordFileName(document), bytes, mimeType: 'application/pdf' });
}

/**
 * Typesets a job aid and saves it for the learner, e.g. as `Request for diversion - a model.pdf`.
 * @throws OperationFailure `typesetting-failed`, or a file code from the host; nothing partial is left
 */
export async function exportJobAid(document: JobAidDocument, { press, host }: Printing): Promise<Delivery> {
  const bytes = await typesetJobAid(press, document);
  const suggestedName = safeFileName(document.title.replaceAll(': ', ' - '), '.pdf', 'Job aid');
  return host.deliverFile({ suggestedName, bytes, mimeType: 'application/pdf' });
}

/**
 * Typesets notes of the notebook and saves them for the learner, e.g. as `Notebook - Sok Dara.pdf`.
 * @throws OperationFailure `typesetting-failed`, or a file code from the host; nothing partial is left
 */
export async function exportNotebook(document: NotebookDocument, { press, host }: Printing): Promise<Delivery> {
  const bytes = await typesetNotebook(press, document);
  const suggestedName = safeFileName(`Notebook - ${document.owner}`, '.pdf', 'Notebook');
  return host.deliverFile({ suggestedName, bytes, mimeType: 'application/pdf' });
}
