import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOperationHandlers, type OperationServices } from '../../../../src/main/hosts/operation-handlers';
import {
  createLazyCredentials,
  type LazyCredentialsOptions,
} from '../../../../src/main/services/credential/lazy-credentials';
import { certificateDocument, credentialText } from '../../../support/inputs/certificate-inputs';
import { makeFolder, removeFolder } from '../../../support/remove-folder';

let dataFolder: string;
beforeEach(async () => {
  dataFolder = await makeFolder('key-protection');
});
afterEach(() => removeFolder(dataFolder));

describe('the host tells how the signing key is protected', () => {
  it.each([
    ['by its file alone, where the storage refused as it was made', 'system', '{"protection":"file"}', 'file'],
    ['by the storage, where that is gone since', 'file', '{"protection":"system"}', 'system'],
    ['as it will be, where there is none yet', 'system', null, 'system'],
    ['as it will be, where its file is damaged', 'system', '{"protection":', 'system'],
    ['not at all, on a stick', 'portable', '{"protection":"file"}', 'portable'],
  ] as const)('%s', async (_, keyProtection, key, told) => {
    if (key !== null) await writeFile(join(dataFolder, 'signing-key.json'), key);
    const handlers = createOperationHandlers({
      ports: { describe: () => ({ host: 'desktop', runtime: [], keyProtection }) },
      credentials: createLazyCredentials({ dataFolder } as LazyCredentialsOptions),
      dataFolder,
    } as unknown as OperationServices);
    expect(await handlers['app.describe']({}, AbortSignal.any([]))).toMatchObject({ keyProtection: told });
  });
});

it('what signs and checks is loaded again after its file could not be read', async () => {
  let tries = 0;
  const credentials = createLazyCredentials({ dataFolder } as LazyCredentialsOptions, () => {
    tries += 1;
    return tries === 1
      ? Promise.reject(new Error('EBUSY: resource busy or locked'))
      : import('../../../../src/main/services/credential/signing-key');
  });
  await expect(credentials.replaceUnusableKey()).rejects.toThrow('EBUSY');
  expect(await credentials.replaceUnusableKey()).toBe(false);
});

it('what a certificate says is read from its credential alone; one of another form is refused', async () => {
  const credentials = createLazyCredentials({ dataFolder } as LazyCredentialsOptions);
  const text = credentialText(certificateDocument);
  expect(await credentials.documentOf(text)).toEqual(certificateDocument);
  for (const other of ['{}', '{', text.replace('"humanCode":"module"', '"humanCode":"diploma"')])
    await expect(credentials.documentOf(other)).rejects.toMatchObject({ code: 'typesetting-failed' });
});
