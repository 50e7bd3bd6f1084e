import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { CertificateDocument } from '../../src/contract/certificate-document';
import type { RecordOfLearningDocument } from '../../src/contract/record-of-learning-document';
import { credentialText } from '../support/inputs/certificate-inputs';
import { locateResources } from '../../src/main/hosts/resources';
import { createCertificateTypesetting } from '../../src/main/services/certificate/certificate-typesetting';
import { typesetRecord } from '../../src/main/services/certificate/record-typesetting';
import { createTypesettingPress } from '../../src/main/services/typesetting/press';

/**
 * What the parent asks for: the app's certificate, the same with a credential attached and marked, the floor - a page
 * with a frame and the name in one font through the same compiler -, or a record of learning.
 */
export type PressRequest =
  | { readonly kind: 'ours' | 'signed' | 'bare'; readonly document: CertificateDocument }
  | { readonly kind: 'record'; readonly document: RecordOfLearningDocument };

/** Milliseconds, measured here: the way between the processes doesn't count. */
export interface PressAnswer {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** A process that typesets as the app's main process does: nothing is loaded before the first certificate. */
const { certificateFolder, packagesFolder } = locateResources();
const ourPress = createTypesettingPress({ templateFolder: certificateFolder, packagesFolder });
const typesetting = createCertificateTypesetting(ourPress);
let bareCompiler: NodeCompiler | undefined;

async function bare({ certificateId, learner }: CertificateDocument): Promise<Uint8Array> {
  if (!bareCompiler) {
    const { NodeCompiler: Compiler } = await import('@myriaddreamin/typst-ts-node-compiler');
    const font = readFileSync(
      join(packagesFolder, '@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf'),
    );
    bareCompiler = Compiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs: [font] }] });
  }
  const mainFileContent =
    '#set page(paper: "a4", flipped: true)\n#set text(font: "Noto Serif", size: 30pt)\n#rect(width: 100%, height: 100%)[#sys.inputs.name]';
  return bareCompiler.pdf({ mainFileContent, inputs: { name: `${learner.latinName} ${certificateId}` } });
}

function made(request: PressRequest): Promise<Uint8Array> {
  if (request.kind === 'record') return typesetRecord(ourPress, request.document, '{}');
  if (request.kind === 'bare') return bare(request.document);
  return typesetting.typeset(
    request.document,
    request.kind === 'signed' ? credentialText(request.document) : undefined,
  );
}

process.on('message', (request: PressRequest) => {
  const since = performance.now();
  made(request).then(
    ({ length }) => process.send?.({ milliseconds: performance.now() - since, bytes: length } satisfies PressAnswer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
