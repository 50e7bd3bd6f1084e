import * as v from 'valibot';
import { isDay } from '../../domain/text/calendar-day';

/** An https address as a browser spells it: no user name, no port, no space. */
export const addressSchema = v.pipe(
  v.string(),
  v.check(isPlainHttpsAddress, 'It is an address that begins with https:// and has no spaces.'),
);

/** A calendar day, `YYYY-MM-DD`. */
export const daySchema = v.pipe(
  v.string(),
  v.check((text) => isDay(text), 'It is a day, written like 2026-11-25.'),
);

function isPlainHttpsAddress(text: string): boolean {
  if (!/^https:\/\/[^\s@]+$/u.test(text) || !URL.canParse(text)) return false;
  const { username, port, href } = new URL(text);
  return username === '' && port === '' && href === text;
}
