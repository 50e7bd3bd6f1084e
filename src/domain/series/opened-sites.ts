/**
 * Sites that the app opens in the learner's browser: those of the United Nations, of Cambodia's Ministry of Justice and
 * of the network whose series this is. Every other address is shown and can be copied. A host matches when it is one of
 * them or ends in one of them after a dot.
 */
const OPENED_SITES: readonly string[] = [
  'ohchr.org',
  'un.org',
  'unicef.org',
  'undocs.org',
  'moj.gov.kh',
  'childjusticecambodia.org',
];

/** Whether a host is one of the sites that the app opens. `host` in lower case, without a port. */
export function isOpenedSite(host: string): boolean {
  return OPENED_SITES.some((site) => host === site || host.endsWith(`.${site}`));
}

/** The host of an https address without `www.`, as a person recognises it. @throws TypeError for what is no address */
export function siteOf(address: string): string {
  return new URL(address).hostname.replace(/^www\./u, '');
}

/** An address to be read: Khmer words in it as words, not as codes. What is copied and opened is the address itself. */
export function readableAddress(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
