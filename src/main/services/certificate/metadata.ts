import type { CertificateDocument } from '../../../contract/certificate-document';
import type { CertificateTexts } from './certificate-texts';

/** The PDF's metadata, for file managers, search and screen readers. */
export interface PrintedMetadata {
  readonly title: string;
  readonly author: string;
  readonly description: string;
  readonly keywords: readonly string[];
}

/** The app, as the author of a PDF. A credential's issuer has the same name, which is signed there. */
export const AUTHOR = 'Child Justice Series app';

/**
 * Control characters and halves of surrogate pairs are not allowed in the file's XML; bidi controls would reorder the
 * window's title.
 */
const unfit = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\p{Noncharacter_Code_Point}]/gu;

/**
 * The metadata of a certificate. The learner's names are as typed, also where the page shows a replacement: text that
 * is extracted from a page in Khmer script is always in another order, so programs read the name here.
 */
export function certificateMetadata(document: CertificateDocument, texts: CertificateTexts): PrintedMetadata {
  const names = [document.learner.latinName, document.learner.khmerName].map(plainText).filter((name) => name !== '');
  const title = plainText(document.title);
  const series = plainText(document.seriesTitle);
  return {
    title: [texts.kind, ...names, title].join(' – '),
    author: AUTHOR,
    description: `${texts.records} ${names.join(' / ')} ${texts.completed}: ${title}${series === title ? '' : ` (${series})`}, ${document.completedOn}`,
    keywords: [...names, series, document.certificateId, `revision ${document.revision}`],
  };
}

/** A text as metadata can hold it: NFC, one line, nothing that the file's XML or a window's title can't take. */
export function plainText(text: string): string {
  return text.normalize('NFC').replace(unfit, ' ').replace(/\s+/gu, ' ').trim();
}
