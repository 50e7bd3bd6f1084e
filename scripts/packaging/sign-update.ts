import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PINNED_KEYS } from '../../src/main/services/update/pinned-keys';
import { DESCRIPTION_NAME } from '../../src/main/services/update/update-description';
import { updateChanges } from './update-changes';
import { describeUpdate, signUpdate } from './update-file';

/**
 * `npx tsx scripts/packaging/sign-update.ts FOLDER` writes `update.json` beside the packages of a release, signed with
 * the key in `UPDATE_SIGNING_KEY` (PEM). `--new-key` prints a new pair instead; its public half goes into
 * `services/update/pinned-keys.ts`, the private one to the makers alone.
 */

const [argument] = process.argv.slice(2);
if (argument === '--new-key') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  console.log(publicKey.export({ type: 'spki', format: 'der' }).toString('base64'));
  console.log(privateKey.export({ type: 'pkcs8', format: 'pem' }));
} else {
  const pem = process.env['UPDATE_SIGNING_KEY'];
  if (argument === undefined || !pem) throw new Error('Name the folder of the packages, and set UPDATE_SIGNING_KEY.');
  const privateKey = createPrivateKey(pem);
  const ownKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  if (!PINNED_KEYS.includes(ownKey)) throw new Error('No installed app knows this key: see pinned-keys.ts.');
  const root = resolve(import.meta.dirname, '../..');
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const description = await describeUpdate(
    argument,
    version,
    updateChanges(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version),
  );
  writeFileSync(join(argument, DESCRIPTION_NAME), signUpdate(description, privateKey));
  console.log(
    `${DESCRIPTION_NAME} of version ${version}: ${description.installers.map(({ file }) => file).join(', ')}`,
  );
}
