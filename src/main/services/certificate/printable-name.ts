import type { CertificateDocument } from '../../../contract/certificate-document';
import { OperationFailure } from '../../../contract/result';
import { isLeftOut } from '../typesetting';
import type { CertificateTypesetting } from './certificate-typesetting';

/**
 * Refuses a certificate that would be issued with boxes in its name: no later issue takes such a page back. What is
 * only left out of the page, such as a mark that turns the direction of writing, is no reason.
 * @throws OperationFailure `name-unprintable` with the characters and their code points; `typesetting-failed`
 */
export async function requirePrintableName(
  document: CertificateDocument,
  typesetting: Pick<CertificateTypesetting, 'replacedCharacters'>,
): Promise<void> {
  const replaced = await typesetting.replacedCharacters(document);
  const missing = replaced.filter(({ character }) => !isLeftOut(character));
  if (missing.length === 0) return;
  const characters = missing.map(({ character, codePoint }) => `${character} (${codePoint})`).join(', ');
  throw new OperationFailure('name-unprintable', 'No bundled font has some characters of the name.', { characters });
}
