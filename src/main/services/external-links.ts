import { OperationFailure } from '../../contract/result';
import { isOpenedSite } from '../../domain/series/opened-sites';

/**
 * Longest address that is opened, in characters: Windows' shell truncates longer ones, and a truncated address is
 * another address.
 */
const MAXIMUM_ADDRESS_LENGTH = 2_048;

/**
 * Printable ASCII without space, quotes, angle brackets, backslash, caret, backtick, braces and bar: what RFC 3986
 * allows in a URI.
 */
const PLAIN_ADDRESS = /^[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/;

/**
 * Checks an address that the page asks to open in the learner's browser, and returns it in the URL parser's own
 * spelling: what is opened is what was checked, so no second parser (a shell's, a browser's) can read the string
 * another way. Refused: any scheme but https, user names and passwords (`https://un.org@evil.example`), ports,
 * characters that a URI cannot hold (line feeds, backslashes, bidi controls, IDN look-alikes), and every site off the
 * list.
 * @throws OperationFailure `link-refused`
 */
export function checkExternalLink(address: string): string {
  if (address.length > MAXIMUM_ADDRESS_LENGTH) throw refused('it is too long');
  // Before parsing: the parser strips tabs and line feeds and turns backslashes into slashes, which hides what the
  // string was.
  if (!PLAIN_ADDRESS.test(address)) throw refused('it holds a character that no address may hold');
  if (!/^https:\/\/[^/]/i.test(address)) throw refused('only https addresses are opened');
  if (!URL.canParse(address)) throw refused('it is not an address');
  const url = new URL(address);
  if (url.protocol !== 'https:') throw refused('only https addresses are opened');
  if (url.username !== '' || url.password !== '' || /^https:\/\/[^/?#]*@/i.test(address)) {
    throw refused('it holds a user name');
  }
  if (url.port !== '') throw refused('it names a port');
  if (!isOpenedSite(url.hostname)) throw refused('its site is not one that the app opens');
  if (url.href.length > MAXIMUM_ADDRESS_LENGTH) throw refused('it is too long');
  return url.href;
}

function refused(reason: string): OperationFailure {
  return new OperationFailure('link-refused', `The address was not opened: ${reason}.`);
}
