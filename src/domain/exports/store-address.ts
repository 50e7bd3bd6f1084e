/** Most UTF-16 units of an address. */
const MAXIMUM_LENGTH = 500;

/** Characters of which addresses are made (RFC 3986), without those of a user name, a query and a fragment. */
const PLAIN = /^[!$%&'()*+,\-./0-9:;=A-Z[\]_a-z~]+$/u;

/** Names and numbers of this computer itself, where nobody on the way reads along. */
const THIS_COMPUTER: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

/**
 * The address to which statements go, made from a store's address as people copy it: the endpoint, or that of its
 * statements. Null for what isn't one: only https is encrypted on its way, so http is for this computer alone.
 */
export function statementsAddress(typed: string): string | null {
  const address = typed.trim();
  if (address.length > MAXIMUM_LENGTH || !PLAIN.test(address) || !/^https?:\/\/[^/]/iu.test(address)) return null;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, origin, pathname } = new URL(address);
  if (protocol !== 'https:' && !THIS_COMPUTER.has(hostname)) return null;
  return `${origin}${pathname.replace(/\/*(?:\/statements)?\/*$/u, '')}/statements`;
}
