import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  listedCertificates,
  MAXIMUM_LISTED_CERTIFICATES,
  MAXIMUM_LISTED_ISSUES,
} from '../../../../src/domain/certificate/record-certificates';
import { certificate, identifier } from '../../../support/statement-builders';

const dayOf = (instant: string): string => instant.slice(0, 10);

/** `revisions` issues of each of so many certificates, a second apart, newest revision last. */
function issues(certificates: number, revisions: number) {
  return Array.from({ length: certificates * revisions }, (_, index) =>
    certificate({
      certificateId: identifier(index % certificates),
      revision: 1 + Math.floor(index / certificates),
      issuedAt: new Date(Date.UTC(2026, 10, 21) + index * 1_000).toISOString(),
    }),
  );
}

describe('the certificates that a record of learning lists', () => {
  it('have a line for each revision as long as they are few', () => {
    const { certificates, unlistedCertificates } = listedCertificates(issues(10, MAXIMUM_LISTED_ISSUES / 10), dayOf);
    expect(certificates).toHaveLength(MAXIMUM_LISTED_ISSUES);
    expect(certificates.filter(({ replaced }) => !replaced)).toHaveLength(10);
    expect(certificates.every(({ earlier }) => earlier === undefined)).toBe(true);
    expect(unlistedCertificates).toBeUndefined();
  });

  it('are the newest revision of each, with the count of the earlier ones, where they are many', () => {
    const { certificates, unlistedCertificates } = listedCertificates(issues(12, 167), dayOf);
    expect(
      certificates.map(({ certificateId, revision, replaced, earlier }) => [
        certificateId,
        revision,
        replaced,
        earlier,
      ]),
    ).toEqual(Array.from({ length: 12 }, (_, index) => [identifier(index), 167, false, 166]));
    expect(unlistedCertificates).toBeUndefined();
  });

  it('leave out the oldest certificates, and say how many, where there are more than pages should be filled with', () => {
    const { certificates, unlistedCertificates } = listedCertificates(issues(2_000, 2), dayOf);
    expect(certificates).toHaveLength(MAXIMUM_LISTED_CERTIFICATES);
    expect(unlistedCertificates).toBe(2_000 - MAXIMUM_LISTED_CERTIFICATES);
    expect(certificates.at(-1)).toMatchObject({ certificateId: identifier(1_999), revision: 2, earlier: 1 });
    expect(certificates[0]).toMatchObject({ certificateId: identifier(1_000) });
  });

  it('of two computers that both made the same revision are listed both, and neither is called replaced', () => {
    const made = [
      certificate({ revision: 2, title: 'one' }),
      certificate({ revision: 2, title: 'other' }),
      certificate({ revision: 1 }),
    ];
    expect(listedCertificates(made, dayOf).certificates.map(({ revision, replaced }) => [revision, replaced])).toEqual([
      [1, true],
      [2, false],
      [2, false],
    ]);
  });

  it('account for every issue: each is listed, counted, or of a certificate that is said to have no line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_300 }), fc.integer({ min: 1, max: 3 }), (certificates, revisions) => {
        const listed = listedCertificates(issues(certificates, revisions), dayOf);
        const counted = listed.certificates.reduce((sum, { earlier = 0 }) => sum + 1 + earlier, 0);
        expect(counted + (listed.unlistedCertificates ?? 0) * revisions).toBe(certificates * revisions);
      }),
      { numRuns: 40 },
    );
  });
});
