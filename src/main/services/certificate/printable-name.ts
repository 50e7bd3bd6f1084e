import type { CertificateDocument } from '../../../contract/certificate-document';
import { OperationFailure } from '../../../contract/result';
import { codePointName, isLeftOut } from '../typesetting';
import type { CertificateTypesetting } from './certificate-typesetting';

/** Prints nothing: of these alone no name can be made. U+2800 is a Braille cell without a dot. */
const INVISIBLE = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Refuses a certificate that would be issued with boxes in its name: no later issue takes such a page back. What is
 * only left out of the page, such as a mark that turns the direction of writing, is no reason while there is a name.
 * @throws OperationFailure `name-unprintable` with the characters and their code points; `typesetting-failed`
 */
export async function requirePrintableName(
  document: CertificateDocument,
  typesetting: Pick<CertificateTypesetting, 'replacedCharacters'>,
): Promise<void> {
  const { latinName, khmerName } = document.learner;
  const unseen = [latinName, khmerName].filter(
    (name) => name.trim() !== '' && [...name].every((character) => INVISIBLE.test(character)),
  );
  if (unseen.length > 0) throw unprintable([...new Set(unseen.join(''))].map(codePointName).join(', '));
  const replaced = await typesetting.replacedCharacters(document);
  const missing = replaced.filter(({ character }) => !isLeftOut(character));
  if (missing.length === 0) return;
  throw unprintable(missing.map(({ character, codePoint }) => `${character} (${codePoint})`).join(', '));
}

function unprintable(characters: string): OperationFailure {
  return new OperationFailure('name-unprintable', 'No bundled font has some characters of the name.', { characters });
}
