import { describe, expect, it } from 'vitest';
import type { CertificateDocument } from '../../../../src/contract/certificate-document';
import { credentialText } from '../../../support/inputs/certificate-inputs';
import { drawPdf } from './certificate-reading';
import {
  inBoth,
  moduleCertificate,
  named,
  names,
  sequenceCertificate,
  seriesCertificate,
  typesetting,
} from './certificate-samples';
import { differentPixels, expectStoredPicture, TOLERATED_PIXELS } from './stored-pictures';

const press = typesetting();
/** A page has 572,400 pixels then. */
const WIDTH = 900;

const both = { learner: { latinName: 'Chanthou Sovannarith', khmerName: 'ចាន់ធូ សុវណ្ណារិទ្ធ' } };
const pages: Readonly<Record<string, CertificateDocument>> = {
  'short-latin': moduleCertificate(named(names.shortLatin)),
  'latin-of-60-characters': moduleCertificate({ ...named(names.latin60), revision: 2 }),
  'latin-of-120-characters': moduleCertificate(named(names.latin120)),
  'one-word-of-120-characters': moduleCertificate(named(names.endlessWord)),
  'short-khmer': moduleCertificate(named(names.shortKhmer)),
  'khmer-of-40-characters': moduleCertificate(named(names.khmer40)),
  'khmer-of-120-characters': moduleCertificate(named(names.khmer120)),
  'both-scripts': moduleCertificate({ learner: { latinName: names.shortLatin, khmerName: names.shortKhmer } }),
  'right-to-left': moduleCertificate(named(names.rightToLeft)),
  'markup-and-emoji': moduleCertificate(named(names.markup)),
  'missing-characters': moduleCertificate(named('Li 漢字')),
  sequence: sequenceCertificate(both),
  series: seriesCertificate(both),
  'series-longest-names': seriesCertificate({ learner: { latinName: names.latin120, khmerName: names.khmer120 } }),
  'module-in-both': inBoth(moduleCertificate({ ...both, revision: 2 })),
  'sequence-in-both': inBoth(sequenceCertificate(both)),
  'long-series-title': moduleCertificate({ ...both, seriesTitle: 'X'.repeat(200) }),
  'sequence-in-khmer': sequenceCertificate({ ...both, language: 'km', revision: 2 }),
};

/** What only a signed page has: the QR code, its short code and the line of the countersignature. */
const signed: Readonly<Record<string, readonly [CertificateDocument, countersigner?: string]>> = {
  'signed-module': [moduleCertificate(both)],
  'countersigned-series': [
    seriesCertificate({ ...both, revision: 2 }),
    'Chan Sophea, Provincial Court of Kampong Cham',
  ],
  'countersigned-series-in-both': [
    inBoth(seriesCertificate({ learner: { latinName: names.latin120, khmerName: names.khmer120 }, revision: 2 })),
    names.khmer40,
  ],
  'countersigned-sequence-in-khmer': [sequenceCertificate({ ...both, language: 'km', revision: 2 }), names.khmer40],
};

describe('the printed page looks as it did when it was last looked at', () => {
  it.each(Object.entries(pages))('%s', async (name, document) => {
    await expectStoredPicture('certificates', name, await drawPdf(await press.typeset(document), WIDTH));
  });

  it.each(Object.entries(signed))('%s', async (name, [document, countersigner]) => {
    const countersignature =
      countersigner === undefined ? undefined : { key: `z6Mk${'h'.repeat(44)}`, name: countersigner, text: '{}' };
    const bytes = await press.typeset(document, credentialText(document), countersignature);
    await expectStoredPicture('certificates', name, await drawPdf(bytes, WIDTH));
  });

  it('and a single changed letter is noticed', async () => {
    const [one, other] = await Promise.all(
      ['Sok Dara', 'Sok Dana'].map(async (name) => drawPdf(await press.typeset(moduleCertificate(named(name))), WIDTH)),
    );
    expect(one && other && differentPixels(one, other)).toBeGreaterThan(TOLERATED_PIXELS);
  });
});
