import { describe, expect, it } from 'vitest';
import { validityAt } from '../../../../src/domain/certificate/credential-validity';

const NOW = Date.parse('2026-11-25T09:00:00Z');
const at = (from: readonly string[], until: readonly string[] = []) => validityAt({ from, until }, NOW);

describe('validityAt', () => {
  it('holds without an end where none is given', () => {
    expect(at([])).toBe('open');
    expect(at(['2026-11-25T09:00:00Z'])).toBe('open');
  });

  it('counts both of its ends in, to the millisecond and in any zone', () => {
    expect(at(['2026-11-25T16:00:00+07:00'], ['2026-11-25T09:00:00.000Z'])).toBe('within');
    expect(at([], ['2026-11-25T08:59:59.999Z'])).toBe('over');
    expect(at(['2026-11-25T09:00:00.001Z'])).toBe('not-yet');
  });

  it('takes the narrowest of several times', () => {
    expect(at(['2026-01-01T00:00:00Z'], ['2030-01-01T00:00:00Z', '2026-11-24T00:00:00Z'])).toBe('over');
    expect(at(['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'], ['2030-01-01T00:00:00Z'])).toBe('not-yet');
  });

  it.each([
    '',
    'tomorrow',
    '2026-11-24',
    '2026-11-24T00:00:00',
    '2026-13-01T00:00:00Z',
    '{"@value":"2026-11-24T00:00:00Z"}',
    '1e3',
  ])('can not tell what “%s” means, and says so', (text) => {
    expect(at([], [text])).toBe('unclear');
    expect(at([text], ['2020-01-01T00:00:00Z'])).toBe('unclear');
  });
});
