import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedCertificates, MAXIMUM_LISTED_ISSUES } from '../../../../src/domain/certificate/record-of-learning';
import { certificate, identifier } from '../../../support/builders/statement-builders';

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
  it('have a line for each revision', () => {
    const { certificates, unlistedCertificates } = listedCertificates(issues(12, 3));
    expect(certificates).toHaveLength(36);
    expect(certificates.filter(({ replaced }) => !replaced).map(({ revision }) => revision)).toEqual(Array(12).fill(3));
    expect(unlistedCertificates).toBeUndefined();
  });

  it('leave out the oldest, and say how many, where there are more than pages should be filled with', () => {
    const { certificates, unlistedCertificates } = listedCertificates(issues(1_000, 2));
    expect(certificates).toHaveLength(MAXIMUM_LISTED_ISSUES);
    expect(unlistedCertificates).toBe(2_000 - MAXIMUM_LISTED_ISSUES);
    expect(certificates[0]).toMatchObject({ certificateId: identifier(0), revision: 2, replaced: false });
    expect(certificates.at(-1)).toMatchObject({ certificateId: identifier(999), revision: 2 });
  });

  it('are in one order whatever order they came in: by moment, by certificate, by revision', () => {
    const at = (issuedAt: string, id: number, revision: number) =>
      certificate({ issuedAt, certificateId: identifier(id), revision });
    const [first, second] = ['2026-11-21T02:00:00.000Z', '2026-11-22T02:00:00.000Z'] as const;
    const made = [at(first, 2, 5), at(second, 1, 1), at(second, 1, 2), at(second, 2, 1)];
    for (const order of [made, made.toReversed()])
      expect(
        listedCertificates(order).certificates.map(({ certificateId, revision }) => [certificateId, revision]),
      ).toEqual(made.map(({ certificateId, revision }) => [certificateId, revision]));
  });

  it('show the day that they state, not that of their moment', () => {
    const made = [certificate({ issuedAt: '2026-11-25T02:00:00.000Z', revision: 2, issuedOn: '2026-11-21' })];
    expect(listedCertificates(made).certificates.map(({ issuedOn }) => issuedOn)).toEqual(['2026-11-21']);
  });

  it('of two computers that both made the same revision are listed both, and neither is called replaced', () => {
    const made = [
      certificate({ revision: 2, title: 'one' }),
      certificate({ revision: 2, title: 'other' }),
      certificate({ revision: 1 }),
    ];
    expect(listedCertificates(made).certificates.map(({ revision, replaced }) => [revision, replaced])).toEqual([
      [1, true],
      [2, false],
      [2, false],
    ]);
  });

  it('account for every issue: each is listed or counted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 1, max: 3 }), (certificates, revisions) => {
        const listed = listedCertificates(issues(certificates, revisions));
        expect(listed.certificates.length + (listed.unlistedCertificates ?? 0)).toBe(certificates * revisions);
      }),
      { numRuns: 40 },
    );
  });
});
