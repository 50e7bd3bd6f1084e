import { describe, expect, it } from 'vitest';
import { chosenPort } from '../../../../src/main/http/listen';

describe('the settings of the browser host', () => {
  it('takes its port from CJS_PORT, and names a value that is none', () => {
    expect(chosenPort({})).toBe(47_810);
    expect(chosenPort({ CJS_PORT: '' })).toBe(47_810);
    expect(chosenPort({ CJS_PORT: '50123' })).toBe(50_123);
    expect(chosenPort({ CJS_PORT: '50123 ' })).toBe(50_123);
    for (const value of ['80', '70000', 'abc', '-1', '1e4', '501 23', '0']) {
      expect(() => chosenPort({ CJS_PORT: value })).toThrow(value);
    }
  });
});
