import { createHash } from 'node:crypto';
import { names, sequenceCertificate, typesetting } from './certificate-samples';

/** Run as a process of its own, whose home folder holds other fonts: prints the digest of one certificate. */
const bytes = await typesetting().typeset(
  sequenceCertificate({ learner: { latinName: names.shortLatin, khmerName: names.shortKhmer } }),
);
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
