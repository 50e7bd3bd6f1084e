import { describe, expect, it } from 'vitest';
import {
  StorageError,
  toStorageError,
  type StorageErrorCode,
} from '../../../../src/renderer/src/storage/database/storage-error';

const named = (name: string, message = '', inner?: unknown): Error =>
  Object.assign(new Error(message), { name, ...(inner === undefined ? {} : { inner }) });

describe('a storage error', () => {
  it.each<[string, unknown, StorageErrorCode]>([
    [
      'an aborted transaction whose inner error is a quota',
      named('AbortError', 'Transaction aborted', named('QuotaExceededError')),
      'full',
    ],
    [
      'a quota deep in the chain of causes',
      new Error('a', { cause: new Error('b', { cause: named('QuotaExceededError') }) }),
      'full',
    ],
    [
      'a full disk, which LevelDB reports as a data error',
      named('AbortError', '', named('DataError', 'Failed to write blobs (IOError)')),
      'full',
    ],
    ['a version that is lower than the stored one', named('VersionError'), 'newer'],
    ['a connection that was closed', named('DatabaseClosedError'), 'outdated'],
    [
      'a store that can not be read',
      named('OpenFailedError', '', named('UnknownError', 'Internal error opening backing store')),
      'damaged',
    ],
    ['a browser without IndexedDB', named('MissingAPIError'), 'unavailable'],
    ['a browser that forbids IndexedDB', named('SecurityError'), 'unavailable'],
    [
      'Chromium where site data is blocked',
      named('OpenFailedError', '', named('UnknownError', 'The user denied permission to access the database.')),
      'unavailable',
    ],
    ['a fault of the app', new TypeError('x is not a function'), 'failed'],
    ['something that is no error', 'no', 'failed'],
    ['nothing', undefined, 'failed'],
  ])('tells %s as its code', (_, error, code) => {
    expect(toStorageError(error)).toMatchObject({ name: 'StorageError', code, cause: error });
  });

  it('is left as it is', () => {
    const error = new StorageError('newer', 'Made by a newer version.');
    expect(toStorageError(error)).toBe(error);
  });

  it('ends at a chain of causes that runs in a circle', () => {
    const error = named('AbortError');
    Object.assign(error, { inner: error });
    expect(toStorageError(error).code).toBe('failed');
  });
});
