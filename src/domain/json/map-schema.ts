import * as v from 'valibot';
import { isObject } from './json-value';

/**
 * An object with any names, at most 1,000. Not valibot's `record`, which skips names such as `constructor` without
 * checking their values.
 */
export function mapSchema(value: v.GenericSchema): v.GenericSchema {
  return v.custom((map) => {
    if (!isObject(map)) return false;
    const values: unknown[] = Object.values(map);
    return values.length <= 1_000 && values.every((each) => v.is(value, each));
  });
}
