import { join } from 'node:path';
import { learnerFile } from '../../support/learner-files/learner-files';
import { sampleContents } from '../../support/learner-files/learner-file-samples';
import { credentialText } from '../../support/inputs/certificate-inputs';
import { moduleCertificate } from '../../unit/main/certificate/certificate-samples';
import { desktopServices, saveLearnerFile } from './desktop-services';

/** Run as another person: `<kind> <data folder> <path>` saves once and prints the operation's result as JSON. */
const [kind = '', data = '', path = ''] = process.argv.slice(2);
const host = desktopServices({ data: join(data, 'data'), documents: data });
host.choose(path);
const result =
  kind === 'certificate'
    ? await host.invoke('certificate.export', { credential: credentialText(moduleCertificate()) })
    : await saveLearnerFile(host, learnerFile(sampleContents()));
process.stdout.write(JSON.stringify(result));
