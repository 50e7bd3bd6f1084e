import { describe, expect, it } from 'vitest';
import { periodOf } from '../../../../src/main/services/credential/credential-fields';

describe('periodOf', () => {
  it('reads the times of both versions of the data model, and when the signature expires', () => {
    expect(periodOf({ validFrom: 'a', validUntil: 'b', proof: { expires: 'c' } })).toEqual({
      from: ['a'],
      until: ['b', 'c'],
    });
    expect(periodOf({ issuanceDate: 'a', expirationDate: 'b' })).toEqual({ from: ['a'], until: ['b'] });
    expect(periodOf({ validFrom: null, proof: 'none' })).toEqual({ from: [], until: [] });
  });

  it('leaves nothing out that is no text, so that nobody takes it for no end', () => {
    expect(periodOf({ validUntil: ['a', { '@value': 'b' }, 3] })).toEqual({
      from: [],
      until: ['a', '{"@value":"b"}', '3'],
    });
  });
});
