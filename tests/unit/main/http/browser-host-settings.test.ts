import { describe, expect, it } from 'vitest';
import { wantsEntryCode } from '../../../../src/main/http/entry-code';
import { chosenPort } from '../../../../src/main/http/listen';

describe('the settings of the browser host', () => {
  it('asks for a code by CJS_CODE, also where its value means neither yes nor no, and then says so', () => {
    const asks = (value: string | undefined): readonly [boolean, readonly string[]] => {
      const printed: string[] = [];
      const wanted = wantsEntryCode(value === undefined ? {} : { CJS_CODE: value }, (line) => printed.push(line));
      return [wanted, printed];
    };
    for (const value of [undefined, '', ' ', '0', '0 ']) expect(asks(value)).toEqual([false, []]);
    for (const value of ['1', '1 ', ' 1\r']) expect(asks(value)).toEqual([true, []]);
    for (const value of ['true', 'yes', '01', '"1"', 'no'])
      expect(asks(value)).toEqual([true, [expect.stringContaining(value)]]);
  });

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
