import type { CertificateDocument, CertificatePreview } from '../../../contract/certificate-document';
import { OperationFailure } from '../../../contract/result';
import type { Language } from '../../../domain/text/language';
import { codePointName, isLeftOut, type PrintedSheet, type TypesettingPress } from '../typesetting';
import { certificatePage } from './certificate-page';
import { type CertificateTexts, certificateTextsSchema } from './certificate-texts';

/**
 * Most characters of the titles on a page; each that isn't a plain Latin one counts for 14. Setting a page blocks the
 * process: forty Latin titles of 400, the most that the contract allows, take three seconds, and 1,200 characters of
 * stacked Khmer one. Forty titles of 400 in Khmer, which anybody can put into a credential or a learner file, took more
 * than five minutes. All of the series' certificate has some 600 characters.
 */
const MOST_CHARACTERS = 18_000;
const WEIGHT_OF_OTHERS = 14;

/** Prints nothing: of these alone no name can be made. U+2800 is a Braille cell without a dot. */
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Turns certificate documents into pages. The same document always gives the same bytes. */
export interface CertificateTypesetting {
  /** One self-contained SVG page. @throws OperationFailure `typesetting-failed` */
  preview(document: CertificateDocument, credential?: string): Promise<CertificatePreview>;
  /**
   * One page as PDF/A-3a, with the signed credential attached and its mark printed where there is one.
   * @throws OperationFailure `typesetting-failed`
   */
  typeset(document: CertificateDocument, credential?: string): Promise<Uint8Array>;
  /** The fixed words of certificates in a language. @throws OperationFailure `typesetting-failed` */
  texts(language: Language): Promise<CertificateTexts>;
  /**
   * Refuses a certificate that would be issued with boxes in its name: no later issue takes such a page back. What is
   * only left out of the page, such as a mark that turns the direction of writing, is no reason while there is a name.
   * @throws OperationFailure `name-unprintable` with the characters and their code points; `typesetting-failed`
   */
  requirePrintableName(document: CertificateDocument): Promise<void>;
}

/** The typesetting of certificates, on the press of the process. */
export function createCertificateTypesetting(press: TypesettingPress): CertificateTypesetting {
  const texts = (language: Language): Promise<CertificateTexts> =>
    press.texts('texts.json', certificateTextsSchema, language);

  async function printed<Output>(
    document: CertificateDocument,
    credential: string | undefined,
    output: (printed: PrintedSheet) => Output,
  ): Promise<Output> {
    if (weightOf(document) > MOST_CHARACTERS)
      throw new OperationFailure('typesetting-failed', 'The titles are longer than a page of this app has them.');
    const words = await texts(document.language);
    return press.print((printable) => {
      const page = JSON.stringify(certificatePage(document, words, printable, credential));
      // Always sets the credential's file, so that no certificate can contain the previous certificate's one.
      const files = { 'page.json': page, 'credential.json': credential ?? '' };
      return { template: 'certificate.typ', files, createdAt: document.issuedAt, isOneOfMany: true };
    }, output);
  }

  return {
    preview: (document, credential) =>
      printed(document, credential, ({ svg, replaced }) => ({ svg: svg(), replaced: [...replaced] })),
    typeset: (document, credential) => printed(document, credential, ({ pdf }) => pdf()),
    texts,
    async requirePrintableName(document) {
      const { latinName, khmerName } = document.learner;
      const unseen = [latinName, khmerName].filter(
        (name) => name.trim() !== '' && [...name].every((character) => INVISIBLE.test(character)),
      );
      if (unseen.length > 0) throw unprintable([...new Set(unseen.join(''))].map(codePointName).join(', '));
      const missing = (await printed(document, undefined, ({ replaced }) => replaced)).filter(
        ({ character }) => !isLeftOut(character),
      );
      if (missing.length > 0)
        throw unprintable(missing.map(({ character, codePoint }) => `${character} (${codePoint})`).join(', '));
    },
  };
}

function unprintable(characters: string): OperationFailure {
  return new OperationFailure('name-unprintable', 'No bundled font has some characters of the name.', { characters });
}

function weightOf({ title, seriesTitle, modules }: CertificateDocument): number {
  const text = [title, seriesTitle, ...modules.map((module) => module.title)].join('');
  const others = text.replace(/[\u0020-\u024F\u1E00-\u1EFF\u2010-\u2027]/gu, '').length;
  return text.length + others * (WEIGHT_OF_OTHERS - 1);
}
