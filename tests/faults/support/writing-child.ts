import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createExportFiles } from '../../../src/main/services/files/export-files';
import { createDocumentExports } from '../../../src/main/services/certificate';
import { createJournal } from '../../../src/main/services/journal/journal';
import { createSigningKey } from '../../../src/main/services/credential/signing-key';
import { moduleCertificate, typesetting, typesettingPress } from '../../unit/main/certificate/certificate-samples';
import { desktopPorts } from './desktop-ports';
import { JOURNAL_LEARNER, learnerFileVersion, VERSIONS } from './written-versions';

/**
 * Run as a process of its own: `<kind> <folder>` writes one version after another with the app's own services until it
 * is killed, and prints a line whenever one is acknowledged.
 */
const [kind = '', folder = ''] = process.argv.slice(2);
const desktop = desktopPorts(folder);

const writers: Readonly<Record<string, () => (version: number) => Promise<string>>> = {
  pdf: () => {
    const documents = createDocumentExports({
      press: typesettingPress(),
      typesetting: typesetting(),
      host: desktop.ports,
    });
    desktop.choose(join(folder, 'certificate.pdf'));
    return async (version) => {
      await documents.certificate(moduleCertificate({ score: (version % VERSIONS) / 100 }), '{}');
      return String(version);
    };
  },
  'learner-file': () => exporting('learner-file', 'record.jsonl'),
  statements: () => exporting('statements', 'statements.json'),
  journal: () => {
    const journal = createJournal(join(folder, 'journals'));
    return async (version) => {
      const id = `change-${String(version).padStart(6, '0')}`;
      await journal.take(JOURNAL_LEARNER, JOURNAL_LEARNER);
      const cursor = await journal.state(JOURNAL_LEARNER);
      await journal.append(JOURNAL_LEARNER, JOURNAL_LEARNER, cursor, [
        { id, kind: 'statement', body: JSON.stringify({ id, text: 'x'.repeat(20_000) }) },
      ]);
      return id;
    };
  },
  'signing-key': () => async () => {
    const name = randomUUID();
    // Told before it is written: the key that the kill hits is looked at too.
    process.stdout.write(`begun ${name}\n`);
    const pair = await createSigningKey({ dataFolder: join(folder, name), host: desktop.ports }).keyPair();
    return `${name} ${pair.publicKeyMultibase}`;
  },
};

function exporting(exported: 'learner-file' | 'statements', fileName: string): (version: number) => Promise<string> {
  const files = createExportFiles({ host: desktop.ports });
  desktop.choose(join(folder, fileName));
  return async (version) => {
    const text = learnerFileVersion(version % VERSIONS);
    const id = files.begin(exported, 'Sok Dara');
    for (let at = 0; at < text.length; at += 50_000) files.append(id, text.slice(at, at + 50_000));
    await files.finish(id);
    return String(version);
  };
}

const write = writers[kind]?.();
if (!write) throw new Error(`No such kind: ${kind}`);
for (let version = 1; ; version += 1) process.stdout.write(`done ${await write(version)}\n`);
