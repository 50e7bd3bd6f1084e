import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeGroups,
  isCodeGroup,
  readRecoveryCode,
  recoveryCode,
  RECOVERY_CODE_BYTES,
} from '../../../../src/domain/protection/recovery-code';
import { inDigits } from '../../../../src/domain/text/digits';
import { LANGUAGES } from '../../../../src/domain/text/language';

const randomBytes = fc.uint8Array({ minLength: RECOVERY_CODE_BYTES, maxLength: RECOVERY_CODE_BYTES });
const DATA = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a recovery code', () => {
  it('is six groups without letters that look like others', () => {
    const code = recoveryCode(new Uint8Array(RECOVERY_CODE_BYTES).fill(0xa5));
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/u);
    expect(codeGroups(code)).toHaveLength(6);
  });

  it('holds 140 bits: each of them changes the code', () => {
    const zero = recoveryCode(new Uint8Array(RECOVERY_CODE_BYTES));
    const codes = Array.from({ length: 140 }, (_, bit) => {
      const bytes = new Uint8Array(RECOVERY_CODE_BYTES);
      bytes[bit >> 3] = 0x80 >> (bit & 7);
      return recoveryCode(bytes);
    });
    expect(new Set([zero, ...codes]).size).toBe(141);
  });

  it('is read back as it was shown, for any bytes', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        expect(readRecoveryCode(recoveryCode(bytes))).toBe(recoveryCode(bytes));
      }),
    );
  });

  it('is read however it was typed: small letters, Khmer digits, O for 0, I and L for 1, any dash or none', () => {
    fc.assert(
      fc.property(
        randomBytes,
        fc.constantFrom('', ' ', '-', '–', ' — ', '\u200B'),
        fc.constantFrom('1', 'i', 'I', 'l', 'L'),
        fc.constantFrom('0', 'o', 'O'),
        fc.boolean(),
        fc.constantFrom(...LANGUAGES),
        (bytes, gap, one, zero, small, language) => {
          const code = recoveryCode(bytes);
          const cased = small ? code.toLowerCase() : code;
          const typed = ` ${inDigits(cased.replaceAll('-', gap).replaceAll('1', one).replaceAll('0', zero), language)}\n`;
          expect(readRecoveryCode(typed)).toBe(code);
        },
      ),
    );
  });

  it('finds any one symbol that was typed wrong', () => {
    fc.assert(
      fc.property(randomBytes, fc.nat({ max: 29 }), fc.nat({ max: 31 }), (bytes, at, other) => {
        const symbols = [...recoveryCode(bytes).replaceAll('-', '')];
        const wrong = DATA[other] ?? '';
        fc.pre(wrong !== symbols[at]);
        symbols[at] = wrong;
        expect(readRecoveryCode(symbols.join(''))).toBeNull();
      }),
    );
  });

  it('finds two neighbours that changed places', () => {
    fc.assert(
      fc.property(randomBytes, fc.nat({ max: 28 }), (bytes, at) => {
        const symbols = [...recoveryCode(bytes).replaceAll('-', '')];
        fc.pre(symbols[at] !== symbols[at + 1]);
        symbols.splice(at, 2, symbols[at + 1] ?? '', symbols[at] ?? '');
        expect(readRecoveryCode(symbols.join(''))).toBeNull();
      }),
    );
  });

  it.each([
    '',
    '-',
    'ABCDE',
    'ចាន់ សុខា',
    `${recoveryCode(new Uint8Array(18))}0`,
    recoveryCode(new Uint8Array(18)).slice(1),
    '!'.repeat(30),
  ])('is not what has another length or other symbols: %j', (typed) => {
    expect(readRecoveryCode(typed)).toBeNull();
  });

  it('is confirmed by one of its groups, typed as tolerantly', () => {
    const code = recoveryCode(Uint8Array.from({ length: 18 }, (_, index) => index * 13));
    const [first = '', second = ''] = codeGroups(code);
    expect(isCodeGroup(code, 1, ` ${second.toLowerCase()} `)).toBe(true);
    expect(isCodeGroup(code, 1, first)).toBe(false);
    expect(isCodeGroup(code, 9, '')).toBe(false);
    expect(isCodeGroup(code, 0, '')).toBe(false);
  });
});
