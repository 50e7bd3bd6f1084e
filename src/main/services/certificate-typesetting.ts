import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { CertificateDocument, CertificatePreview, ReplacedCharacter } from '../../contract/certificate-document';
import { OperationFailure } from '../../contract/result';
import { fontCoverage, type CodePointRanges } from './certificate-character-coverage';
import { certificateFonts, readCertificateFonts } from './certificate-fonts';
import { certificatePage } from './certificate-page';
import type { ClusterTreatment } from './certificate-printable-text';
import { parseCertificateTexts, type CertificateTexts } from './certificate-texts';

export interface CertificateTypesettingOptions {
  /** Folder of `certificate.typ`, what it imports, and `texts.json`. */
  readonly templateFolder: string;
  /** The `node_modules` folder that holds the font packages. */
  readonly packagesFolder: string;
}

/** Turns certificate documents into pages. The same document always gives the same bytes. */
export interface CertificateTypesetting {
  /** Creates the compiler and reads the fonts, so that the first certificate does not wait for it. Safe to call more than once. */
  warmUp(): Promise<void>;
  /** One self-contained SVG page. @throws OperationFailure `typesetting-failed` */
  preview(document: CertificateDocument, credential?: string): Promise<CertificatePreview>;
  /** One page as PDF/A-3a, with the signed credential attached and its mark printed where there is one. @throws OperationFailure `typesetting-failed` */
  typeset(document: CertificateDocument, credential?: string): Promise<Uint8Array>;
  /** The fixed words of certificates in a language. @throws OperationFailure `typesetting-failed` */
  texts(language: 'en' | 'km'): Promise<CertificateTexts>;
  /** The characters of all texts on the page that could not be printed as typed. @throws OperationFailure `typesetting-failed` */
  replacedCharacters(document: CertificateDocument): Promise<readonly ReplacedCharacter[]>;
}

interface Press {
  readonly compiler: NodeCompiler;
  /** Folder in which the compiler finds the template, and what belongs to one certificate while that is typeset. */
  readonly workspace: string;
  readonly texts: Readonly<Record<'en' | 'km', CertificateTexts>>;
  readonly faces: readonly CodePointRanges[];
}

/** Results of the compiler's global cache that were not used in this many certificates are dropped: without it every name ever typeset stays in memory. A member earns twelve. */
const CACHE_AGE = 12;

/** The typesetting of this process. Nothing is loaded before the first certificate or `warmUp`. */
export function createCertificateTypesetting(options: CertificateTypesettingOptions): CertificateTypesetting {
  let pending: Promise<Press> | undefined;

  const press = (): Promise<Press> => {
    // A failed start (a file that a virus scanner holds) is tried again at the next certificate.
    pending ??= preparePress(options).catch((cause: unknown) => {
      pending = undefined;
      throw failed('The certificate template or its fonts could not be read.', cause);
    });
    return pending;
  };

  async function printed<Output>(document: CertificateDocument, credential: string | undefined, output: (certificate: PrintedCertificate) => Output): Promise<Output> {
    const ready = await press();
    try {
      try {
        return output(printedOnce(ready, document, credential, 'whole'));
      } catch (cause) {
        // Some sequences of marks find no glyph together although each mark has one. The letters alone always do.
        if (!/could not be displayed/u.test(messageOf(cause))) throw cause;
        return output(printedOnce(ready, document, credential, 'bare'));
      }
    } catch (cause) {
      throw failed('The certificate could not be typeset.', cause);
    } finally {
      ready.compiler.evictCache(CACHE_AGE);
    }
  }

  return {
    warmUp: async () => {
      await press();
    },
    preview: (document, credential) => printed(document, credential, ({ svg, replaced }) => ({ svg: svg(), replaced: [...replaced] })),
    typeset: (document, credential) => printed(document, credential, ({ pdf }) => pdf),
    texts: async (language) => (await press()).texts[language],
    replacedCharacters: (document) => printed(document, undefined, ({ replaced }) => replaced),
  };
}

/** A certificate that has passed the PDF/A check, so that the preview shows exactly what the file will hold. */
interface PrintedCertificate {
  readonly pdf: Uint8Array;
  svg(): string;
  readonly replaced: readonly ReplacedCharacter[];
}

function printedOnce({ compiler, workspace, texts, faces }: Press, document: CertificateDocument, credential: string | undefined, treatment: ClusterTreatment): PrintedCertificate {
  const { page, replaced } = certificatePage(document, texts[document.language], faces, treatment, credential);
  // As files in memory and not as `sys.inputs`: other inputs make another standard library, and the compiler forgets all that it has laid out.
  compiler.mapShadow(join(workspace, 'page.json'), Buffer.from(JSON.stringify(page)));
  // Always, so that no certificate can come to hold the credential of the one before.
  compiler.mapShadow(join(workspace, 'credential.json'), Buffer.from(credential ?? ''));
  const source = { mainFilePath: join(workspace, 'certificate.typ') };
  // Compiled and exported in one call: a compiled document handed to JavaScript stays in memory until the next garbage collection.
  const pdf = compiler.pdf(source, { pdfStandard: 'a-3a', creationTimestamp: Math.floor(Date.parse(document.issuedAt) / 1000) });
  return { pdf, svg: () => compact(compiler.plainSvg(source)), replaced };
}

async function preparePress({ templateFolder, packagesFolder }: CertificateTypesettingOptions): Promise<Press> {
  // Loaded late: the native module costs start-up time that a member who only reads should not pay.
  const [{ NodeCompiler: Compiler }, fonts, files, texts] = await Promise.all([
    import('@myriaddreamin/typst-ts-node-compiler'),
    readCertificateFonts(packagesFolder),
    readdir(templateFolder),
    readFile(join(templateFolder, 'texts.json'), 'utf8'),
  ]);
  const workspace = resolve(templateFolder);
  const compiler = Compiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });
  // The sources are handed over as text: the compiler's own file access cannot see into Electron's archive.
  for (const file of files.filter((name) => name.endsWith('.typ'))) {
    compiler.addSource(join(workspace, file), await readFile(join(templateFolder, file), 'utf8'));
  }
  return {
    compiler,
    workspace,
    texts: parseCertificateTexts(texts),
    faces: fonts.filter((_, index) => certificateFonts[index]?.typed).map(fontCoverage),
  };
}

/** Glyphs are paths, so no text stands between the tags: the indentation is half of the size. */
function compact(svg: string): string {
  return svg.replace(/>\s+</gu, '><').trim();
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function failed(message: string, cause: unknown): OperationFailure {
  if (cause instanceof OperationFailure) return cause;
  return new OperationFailure('typesetting-failed', message, undefined, { cause });
}
