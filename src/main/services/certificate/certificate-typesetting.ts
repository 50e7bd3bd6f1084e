import type { CertificateDocument, CertificatePreview } from '../../../contract/certificate-document';
import { printedWeight } from '../../../contract/printed-weight';
import { OperationFailure } from '../../../contract/result';
import type { Language } from '../../../domain/text/language';
import { codePointName, type PrintedSheet, type TypesettingPress } from '../typesetting';
import { certificatePage, type PrintedCountersignature } from './certificate-page';
import { type CertificateTexts, certificateTextsSchema } from './certificate-texts';

/**
 * Most weight of the titles on a page. Setting it blocks the process: eleven Khmer titles of 400 characters, as heavy
 * as this allows, take a quarter of a second, and forty, which anybody can put into a credential or a learner file,
 * took minutes. All of the series' certificate has some 600 characters.
 */
const MOST_WEIGHT = 18_000;

/** Prints nothing: of these alone no name can be made. U+2800 is a Braille cell without a dot. */
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Turns certificate documents into pages. The same document always gives the same bytes. */
export interface CertificateTypesetting {
  /** One self-contained SVG page. @throws OperationFailure `typesetting-failed` */
  preview(
    document: CertificateDocument,
    credential?: string,
    countersignature?: PrintedCountersignature,
  ): Promise<CertificatePreview>;
  /**
   * One page as PDF/A-3a, with the signed credential attached and its mark printed where there is one; so is its
   * countersignature, in one line.
   * @throws OperationFailure `typesetting-failed`
   */
  typeset(
    document: CertificateDocument,
    credential?: string,
    countersignature?: PrintedCountersignature,
  ): Promise<Uint8Array>;
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
    countersignature: PrintedCountersignature | undefined,
    output: (printed: PrintedSheet) => Output,
  ): Promise<Output> {
    const { title, seriesTitle, modules, beside } = document;
    const titles = [
      ...[title, seriesTitle, ...modules.map((module) => module.title)],
      ...(beside ? [beside.title, beside.seriesTitle, ...beside.moduleTitles] : []),
      countersignature?.name ?? '',
    ];
    if (printedWeight(titles.join('')) > MOST_WEIGHT)
      throw new OperationFailure('typesetting-failed', 'The titles are longer than a page of this app has them.');
    const words = await texts(document.language);
    const wordsBeside = beside ? await texts(beside.language) : null;
    return press.print((printable) => {
      const page = JSON.stringify(
        certificatePage(document, words, printable, credential, countersignature, wordsBeside),
      );
      // Always sets what is attached, so that no certificate can contain the previous certificate's files.
      const files = {
        'page.json': page,
        'credential.json': credential ?? '',
        'confirmation.jsonld': countersignature?.text ?? '',
      };
      return { template: 'certificate.typ', files, createdAt: document.issuedAt, isOneOfMany: true };
    }, output);
  }

  return {
    preview: (document, credential, countersignature) =>
      printed(document, credential, countersignature, ({ svg }) => ({ svg: svg() })),
    typeset: (document, credential, countersignature) =>
      printed(document, credential, countersignature, ({ pdf }) => pdf()),
    texts,
    async requirePrintableName(document) {
      const { latinName, khmerName } = document.learner;
      const unseen = [latinName, khmerName].filter(
        (name) => name.trim() !== '' && [...name].every((character) => INVISIBLE.test(character)),
      );
      if (unseen.length > 0) throw unprintable([...new Set(unseen.join(''))].map(codePointName).join(', '));
      const missing = await press.unprintable([latinName, khmerName]);
      if (missing.length > 0)
        throw unprintable(missing.map(({ character, codePoint }) => `${character} (${codePoint})`).join(', '));
    },
  };
}

function unprintable(characters: string): OperationFailure {
  return new OperationFailure('name-unprintable', 'No bundled font has some characters of the name.', { characters });
}
