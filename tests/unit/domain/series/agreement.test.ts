import { describe, expect, test } from 'vitest';
import { agreementState, type Agreement } from '../../../../src/domain/series/agreement';

const protocol = { id: 'safeguarding', version: 'v2' };
const agreement = (overrides: Partial<Agreement> = {}): Agreement => ({
  protocolId: 'safeguarding',
  version: 'v2',
  language: 'en',
  name: 'Sok Dara',
  agreedAt: '2026-11-20T01:00:00.000Z',
  checkIds: ['c1', 'c2', 'c3'],
  ...overrides,
});

describe('whether the protocol was agreed to', () => {
  test('nothing was agreed to', () => {
    expect(agreementState([], protocol)).toEqual({ state: 'missing' });
  });

  test('this version was', () => {
    expect(agreementState([agreement()], protocol)).toEqual({ state: 'agreed', agreement: agreement() });
  });

  test('a changed protocol asks again, and names the newest earlier agreement', () => {
    const old = agreement({ version: 'v0', agreedAt: '2026-01-01T00:00:00.000Z' });
    const newer = agreement({ version: 'v1', agreedAt: '2026-02-01T00:00:00.000Z' });
    expect(agreementState([newer, old], protocol)).toEqual({ state: 'changed', earlier: newer });
    expect(agreementState([old, newer], protocol)).toEqual({ state: 'changed', earlier: newer });
  });

  test('of two agreements to this version the newest counts', () => {
    const again = agreement({ name: 'Dara Sok', agreedAt: '2026-12-01T00:00:00.000Z' });
    expect(agreementState([again, agreement()], protocol)).toEqual({ state: 'agreed', agreement: again });
  });

  test('two made at the same instant leave the same one, whichever comes first', () => {
    const other = agreement({ name: 'Chan Sokha' });
    expect(agreementState([agreement(), other], protocol)).toEqual(agreementState([other, agreement()], protocol));
  });

  test('a text that went back to an earlier version needs no second agreement', () => {
    expect(
      agreementState([agreement(), agreement({ version: 'v3', agreedAt: '2026-12-01T00:00:00.000Z' })], protocol).state,
    ).toBe('agreed');
  });

  test('an agreement to another protocol counts for nothing', () => {
    expect(agreementState([agreement({ protocolId: 'house-rules' })], protocol)).toEqual({ state: 'missing' });
  });
});
