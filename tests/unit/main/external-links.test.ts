import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExternalLink } from '../../../src/main/services/external-links';
import { hostileAddresses } from '../../support/hostile/hostile-addresses';

describe('external links', () => {
  it.each([
    ['https://www.ohchr.org/en/treaty-bodies/crc', 'https://www.ohchr.org/en/treaty-bodies/crc'],
    ['https://ohchr.org', 'https://ohchr.org/'],
    ['https://undocs.org/CRC/C/GC/24', 'https://undocs.org/CRC/C/GC/24'],
    ['https://documents.un.org/doc?q=a%20b&x=1#page=3', 'https://documents.un.org/doc?q=a%20b&x=1#page=3'],
    ['https://www.unicef.org/cambodia/', 'https://www.unicef.org/cambodia/'],
    ['https://www.moj.gov.kh/', 'https://www.moj.gov.kh/'],
    [
      'https://www.childjusticecambodia.org/childjusticeseries',
      'https://www.childjusticecambodia.org/childjusticeseries',
    ],
    ['HTTPS://WWW.OHCHR.ORG/A', 'https://www.ohchr.org/A'],
    ['https://un.org/path/@handle', 'https://un.org/path/@handle'],
  ])('lets %s through in the parser’s own spelling', (address, opened) => {
    expect(checkExternalLink(address)).toBe(opened);
  });

  it.each(hostileAddresses.map((address) => [JSON.stringify(address).slice(0, 80), address]))(
    'refuses %s',
    (_, address) => {
      expect(() => checkExternalLink(address)).toThrow(expect.objectContaining({ code: 'link-refused' }));
    },
  );

  it('takes an address of 2,048 characters and refuses a longer one', () => {
    const start = 'https://www.ohchr.org/';
    expect(checkExternalLink(start.padEnd(2_048, 'a'))).toHaveLength(2_048);
    expect(() => checkExternalLink(start.padEnd(2_049, 'a'))).toThrow(
      expect.objectContaining({ code: 'link-refused' }),
    );
  });

  it('answers only https addresses of the listed sites, whatever comes in', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.constantFrom(
        'https://',
        'http:',
        'un.org',
        '.un.org',
        'ohchr.org',
        'childjusticecambodia.org',
        '@',
        ':',
        '//',
        '\\',
        '/',
        '#',
        '?',
        '\t',
        '%00',
        '.',
        'evil.example',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
        (address) => {
          let opened: string;
          try {
            opened = checkExternalLink(address);
          } catch (error) {
            expect(error).toMatchObject({ code: 'link-refused' });
            return;
          }
          const url = new URL(opened);
          expect(url.protocol).toBe('https:');
          expect(url.username + url.password + url.port).toBe('');
          expect(`.${url.hostname}`).toMatch(
            /\.(ohchr\.org|un\.org|unicef\.org|undocs\.org|moj\.gov\.kh|childjusticecambodia\.org)$/,
          );
        },
      ),
      { numRuns: 2_000, seed: 47_810 },
    );
  });
});
