import * as v from 'valibot';
import { isObject } from './json-value';

/**
 * An object with any names, at most 1,000. Not valibot's `record`, which passes over a name such as `constructor`
 * whatever its value is.
 */
export function mapSchema(value: v.GenericSchema): v.GenericSchema {
  return v.custom((map) => {
    if (!isObject(map)) return false;
    const values: unknown[] = Object.values(map);
    return values.length <= 1_000 && values.every((each) => v.is(value, each));
  });
}
