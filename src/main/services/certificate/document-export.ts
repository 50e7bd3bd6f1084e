import type { CertificateDocument } from '../../../contract/certificate-document';
import type { Delivery } from '../../../contract/delivery';
import type { JobAidDocument } from '../../../contract/job-aid-document';
import type { NotebookDocument } from '../../../contract/notebook-document';
import type { RecordOfLearningDocument } from '../../../contract/record-of-learning-document';
import { inDigits } from '../../../domain/text/digits';
import type { Language } from '../../../domain/text/language';
import fileNames from '../../../../resources/certificate/file-names.json' with { type: 'json' };
import type { HostPorts } from '../ports';
import { safeFileName } from '../files';
import type { TypesettingPress } from '../typesetting';
import type { PrintedCountersignature } from './certificate-page';
import type { CertificateTypesetting } from './certificate-typesetting';
import { filled } from './certificate-texts';
import { typesetJobAid, typesetNotebook } from './document-typesetting';
import { typesetRecord } from './record-typesetting';

/**
 * Typesets documents and saves them for the learner.
 * All throw OperationFailure `typesetting-failed`, or a file code from the host; nothing partial is left.
 */
export interface DocumentExports {
  /** A certificate, its credential and a countersignature attached; in a folder that the learner chose, if any. */
  certificate(
    document: CertificateDocument,
    credential: string,
    options?: { readonly folderId?: string; readonly countersignature?: PrintedCountersignature },
  ): Promise<Delivery>;
  /** A signed credential as a JSON file, byte for byte as it was signed. */
  credential(document: CertificateDocument, credential: string): Promise<Delivery>;
  /** A record of learning, its signed progress report attached. */
  recordOfLearning(document: RecordOfLearningDocument, report: string): Promise<Delivery>;
  jobAid(document: JobAidDocument): Promise<Delivery>;
  notebook(document: NotebookDocument): Promise<Delivery>;
}

/** The exports of a host. */
export function createDocumentExports({
  press,
  typesetting,
  host,
}: {
  readonly press: TypesettingPress;
  readonly typesetting: Pick<CertificateTypesetting, 'typeset'>;
  readonly host: Pick<HostPorts, 'deliverFile'>;
}): DocumentExports {
  const deliverPdf = (suggestedName: string, bytes: Uint8Array, folderId?: string): Promise<Delivery> =>
    host.deliverFile({ suggestedName, bytes, mimeType: 'application/pdf' }, folderId);

  return {
    certificate: async (document, credential, { folderId, countersignature } = {}) =>
      deliverPdf(
        certificateFileName(document),
        await typesetting.typeset(document, credential, countersignature),
        folderId,
      ),
    credential: async (document, credential) =>
      host.deliverFile({
        suggestedName: issueFileName('credential', document, '.json'),
        bytes: new TextEncoder().encode(credential),
        mimeType: 'application/vc',
      }),
    recordOfLearning: async (document, report) =>
      deliverPdf(
        fileName([wordIn(document, 'record'), document.madeOn, nameOf(document)], 'Record of learning'),
        await typesetRecord(press, document, report),
      ),
    jobAid: async (document) =>
      deliverPdf(fileName([document.title.replaceAll(': ', ' - ')], 'Job aid'), await typesetJobAid(press, document)),
    notebook: async (document) =>
      deliverPdf(
        fileName([wordIn(document, 'notebook'), document.owner], 'Notebook'),
        await typesetNotebook(press, document),
      ),
  };
}

/**
 * The suggested file name of a certificate, e.g. `Module 2 certificate - Sok Dara - Diversion and non-custodial
 * measures.pdf`. A module's has its number: a long name leaves no room for the title, and the files of a folder must
 * differ.
 */
export function certificateFileName(document: CertificateDocument): string {
  return issueFileName(document.kind, document, '.pdf');
}

/** The learner's name comes before the title, so that a long title is cut first. */
function issueFileName(kind: FileWord, document: CertificateDocument, extension: string): string {
  const { revision, modules, title } = document;
  const parts = [
    wordIn(document, kind, modules[0]?.number),
    ...(revision > 1 ? [wordIn(document, 'revision', revision)] : []),
    nameOf(document),
    title,
  ];
  return safeFileName(parts.join(' - '), extension);
}

type FileWord = keyof (typeof fileNames)['en'];

/** What a paper's file is called, in the paper's language. */
function wordIn({ language }: { readonly language: Language }, word: FileWord, number: number | string = ''): string {
  return filled(fileNames[language][word], { number: inDigits(number, language) });
}

/** What comes last is cut first, where it is long. */
function fileName(parts: readonly string[], fallback: string): string {
  return safeFileName(parts.join(' - '), '.pdf', fallback);
}

function nameOf({ learner, language }: Pick<CertificateDocument, 'learner' | 'language'>): string {
  const { latinName, khmerName } = learner;
  return language === 'km' ? khmerName || latinName : latinName || khmerName;
}
