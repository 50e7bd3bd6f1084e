import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../../src/domain/json/base64';
import {
  changedKey,
  isKeyRecord,
  keysOf,
  lockingKey,
  mergeKeys,
  type KeyRecord,
} from '../../../../src/domain/protection/protection';
import {
  AUTO_LOCK_CHOICES,
  autoLockMinutes,
  DEFAULT_AUTO_LOCK_MINUTES,
  isIdleTooLong,
} from '../../../../src/domain/protection/idle-lock';
import { normalisePin, pinProblem } from '../../../../src/domain/protection/pin';
import { identifier } from '../../../support/builders/statement-builders';

const sokDara = { latinName: 'Sok Dara', khmerName: 'សុខ ដារ៉ា' };
const wrap = { salt: 'AAAAAAAAAAAAAAAAAAAAAA==', iterations: 600_000, wrapped: 'AAAA' };

function keyRecord(number: number, changes: Partial<KeyRecord> = {}): KeyRecord {
  const at = '2026-11-20T01:00:00.000Z';
  return {
    version: 1,
    keyId: identifier(number),
    status: 'active',
    pin: wrap,
    recovery: wrap,
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
}

describe('a PIN', () => {
  it.each(['824613', 'a rainy day', '៨២៤៦១៣', 'ទឹកភ្លៀងធ្លាក់', 'Dara and the sea'])('is accepted: %s', (pin) => {
    expect(pinProblem(pin, sokDara)).toBeUndefined();
  });

  it.each([
    ['12345', 'too-short'],
    ['  824  ', 'too-short'],
    ['x'.repeat(64) + 'y'.repeat(65), 'too-long'],
    ['111111', 'repeated'],
    ['១១១១១១', 'repeated'],
    ['121212', 'repeated'],
    ['123123', 'repeated'],
    ['112233', 'repeated'],
    ['123456', 'sequence'],
    ['១២៣៤៥៦', 'sequence'],
    ['987654321', 'sequence'],
    ['567890', 'sequence'],
    ['abcdef', 'sequence'],
    ['Password', 'common'],
    ['qwerty', 'common'],
    ['Sok Dara', 'own-name'],
    ['sokdara', 'own-name'],
    ['DaraSok', 'own-name'],
    ['sokdara1990', 'own-name'],
    ['សុខដារ៉ា', 'own-name'],
  ])('is refused with the reason: %s is %s', (pin, problem) => {
    expect(pinProblem(pin, sokDara)).toBe(problem);
  });

  it('is no name where there is none', () => {
    for (const pin of ['824613', '-.-.’-90']) expect(pinProblem(pin, { latinName: '', khmerName: '' })).toBeUndefined();
  });

  it('is refused as one part of a name with a number, and as a name that ends in one', () => {
    expect(pinProblem('sok.1990', sokDara)).toBe('own-name');
    expect(pinProblem('sokdara2', { ...sokDara, latinName: 'Sok Dara 2' })).toBe('own-name');
  });

  it.each(['121212 frogs', 'frogs 121212', '1122 rains', 'rains 1122', `${'x'.repeat(127)}y`])(
    'may have a pattern in it, and as many characters as fit: %s',
    (pin) => {
      expect(pinProblem(pin, sokDara)).toBeUndefined();
    },
  );

  it('is the same on another keyboard: Khmer digits, another composition, spaces around it', () => {
    expect(normalisePin(' ៨២៤៦១៣\u200B\n')).toBe('824613');
    expect(normalisePin('cafe\u0301 noir')).toBe(normalisePin('caf\u00E9 noir'));
    expect(normalisePin('Rain')).not.toBe(normalisePin('rain'));
  });
});

describe('key records', () => {
  it('are accepted as they are made', () => {
    expect(isKeyRecord(keyRecord(1))).toBe(true);
  });

  it.each([
    ['more rounds than a computer should be asked for', { pin: { ...wrap, iterations: 10_000_001 } }],
    ['rounds without end', { recovery: { ...wrap, iterations: Number.MAX_SAFE_INTEGER } }],
    ['hardly any rounds', { pin: { ...wrap, iterations: 999 } }],
    ['a fraction of a round', { pin: { ...wrap, iterations: 600_000.5 } }],
    ['a salt that is no base64', { pin: { ...wrap, salt: '?' } }],
    ['a salt without end', { pin: { ...wrap, salt: 'A'.repeat(400) } }],
    ['a status of its own', { status: 'open' }],
    ['a beginning that is said to be none', { begun: false }],
    ['another version', { version: 2 }],
    ['no id', { keyId: 'x' }],
  ])('are refused with %s', (_, changes) => {
    expect(isKeyRecord({ ...keyRecord(1), ...changes })).toBe(false);
  });

  it('merge to the newest state of a key by its edit, whatever else is in it', () => {
    const removed = keyRecord(1, { status: 'removed', updatedAt: '2026-11-21T01:00:00.000Z' });
    const active = keyRecord(1, { status: 'active', updatedAt: '2026-11-22T01:00:00.000Z' });
    // Dated by a clock that is right again, after the one that was ahead.
    const back = keyRecord(1, { status: 'set-aside', updatedAt: '2026-11-20T01:00:00.000Z', era: 1 });
    for (const order of [
      [removed, active],
      [active, removed],
    ])
      expect(mergeKeys([], order)).toEqual([active]);
    for (const order of [
      [back, active],
      [active, back],
    ])
      expect(mergeKeys([], order)).toEqual([back]);
  });

  it('say that a change of the PIN began until it is finished, whatever else changes', () => {
    const now = '2026-11-22T01:00:00.000Z';
    const begun = changedKey(keyRecord(1), { status: 'removed', begun: true }, now);
    expect(isKeyRecord(begun)).toBe(true);
    expect(changedKey(begun, { recovery: wrap }, now)).toHaveProperty('begun', true);
    expect(changedKey(begun, { begun: false }, now)).not.toHaveProperty('begun');
  });

  it('lock a record where one is in use, or the removal of one is not finished', () => {
    const [active, removed] = [keyRecord(1), keyRecord(2, { status: 'removed' })];
    const removing = keyRecord(3, { status: 'removed', begun: true });
    expect(lockingKey([active, removed, removing])).toEqual(active);
    expect(lockingKey([removed, removing, keyRecord(4, { status: 'set-aside' })])).toEqual(removing);
    expect(lockingKey([removed])).toBeNull();
  });

  it('that are changed are newer than before whatever the clock says, and else the same', () => {
    const known = keyRecord(1, { updatedAt: '2031-01-01T00:00:00.000Z', era: 2 });
    const changed = changedKey(known, { status: 'removed' }, '2026-11-22T01:00:00.000Z');
    const { updatedAt, era, ...rest } = changed;
    expect({ ...rest, updatedAt: known.updatedAt, era: known.era }).toEqual({ ...known, status: 'removed' });
    expect(updatedAt === known.updatedAt && era === known.era).toBe(false);
    for (const order of [
      [known, changed],
      [changed, known],
    ])
      expect(mergeKeys([], order)).toEqual([changed]);
  });

  it('merge to the same in any order, the newest state of each key', () => {
    const old = keyRecord(1);
    const removed = keyRecord(1, { status: 'removed', updatedAt: '2026-11-21T01:00:00.000Z' });
    const tie = keyRecord(1, { status: 'set-aside', updatedAt: '2026-11-21T01:00:00.000Z' });
    const other = keyRecord(2);
    const every = [old, removed, tie, other];
    const expected = mergeKeys(every, []);
    expect(expected.map(({ keyId }) => keyId)).toEqual([old.keyId, other.keyId]);
    fc.assert(
      fc.property(fc.shuffledSubarray(every, { minLength: 4 }), fc.nat({ max: 4 }), (order, cut) => {
        expect(mergeKeys(order.slice(0, cut), order.slice(cut))).toEqual(expected);
        expect(mergeKeys(mergeKeys(order, []), order)).toEqual(expected);
      }),
    );
    expect(keysOf(expected, 'active')).toEqual([other]);
  });
});

describe('the automatic lock', () => {
  const minutes = (count: number): number => count * 60_000;
  const start = { wall: minutes(1_000), steady: 0 };

  it('comes after as many minutes as were chosen', () => {
    expect(
      isIdleTooLong(start, { wall: start.wall + minutes(15) - 1, steady: minutes(15) - 1 }, DEFAULT_AUTO_LOCK_MINUTES),
    ).toBe(false);
    expect(
      isIdleTooLong(start, { wall: start.wall + minutes(15), steady: minutes(15) }, DEFAULT_AUTO_LOCK_MINUTES),
    ).toBe(true);
  });

  it('counts a sleep in which the steady clock stood still', () => {
    expect(isIdleTooLong(start, { wall: start.wall + minutes(60), steady: minutes(1) }, 15)).toBe(true);
  });

  it('comes though the clock was set back', () => {
    expect(isIdleTooLong(start, { wall: 0, steady: minutes(15) }, 15)).toBe(true);
    expect(isIdleTooLong(start, { wall: 0, steady: minutes(14) }, 15)).toBe(false);
  });

  it('never comes where the learner chose so', () => {
    expect(isIdleTooLong(start, { wall: start.wall + minutes(100_000), steady: minutes(100_000) }, 0)).toBe(false);
  });
});

describe('base64', () => {
  it('brings any bytes there and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(new Uint8Array(bytes));
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
    const long = new Uint8Array(300_000).fill(7);
    expect(Buffer.from(fromBase64(toBase64(long)) ?? []).equals(Buffer.from(long))).toBe(true);
  });

  it.each(['A', 'AAA', 'AA=A', '====', 'A===', 'AAAA\n', 'AA-_'])('is not %j', (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});

describe('the minutes until a record locks itself', () => {
  it('are those that the learner chose among the offered, and the default for any other: a file can hold any number', () => {
    for (const minutes of AUTO_LOCK_CHOICES) expect(autoLockMinutes({ autoLockMinutes: minutes })).toBe(minutes);
    for (const minutes of [-1, 1, 1e9, NaN, Infinity])
      expect(autoLockMinutes({ autoLockMinutes: minutes })).toBe(DEFAULT_AUTO_LOCK_MINUTES);
    expect(autoLockMinutes({})).toBe(DEFAULT_AUTO_LOCK_MINUTES);
  });
});
