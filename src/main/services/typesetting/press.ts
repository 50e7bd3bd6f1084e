import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import * as v from 'valibot';
import type { ReplacedCharacter } from '../../../contract/certificate-document';
import { OperationFailure } from '../../../contract/result';
import { LANGUAGES, type Language } from '../../../domain/text/language';
import type { Face } from './font-reading';
import { printFonts, readPrintFonts } from './fonts';
import { createPrinter, isLeftOut, type Printer } from './printable-text';
import type { withReadableText } from './text-layer';

/** Where the press finds its templates and fonts. */
export interface TypesettingPressOptions {
  /** Folder of the templates, what they import, and their texts. */
  readonly templateFolder: string;
  /** The `node_modules` folder that holds the font packages. */
  readonly packagesFolder: string;
}

/** A template with its data. */
export interface Sheet {
  /** File name of the template. */
  readonly template: string;
  /** Names and texts of the files that the template reads. They are in memory, in place of files on the disk. */
  readonly files: Readonly<Record<string, string>>;
  /** ISO 8601 instant of the file's creation, in whole seconds. */
  readonly createdAt: string;
  /** True where the next sheet has most of its content in common with this one, whose layout stays in memory for it. */
  readonly isOneOfMany: boolean;
}

/** A sheet that is ready. What isn't asked for isn't made. */
export interface PrintedSheet {
  /** The pages as PDF/A-3a. The same sheet always gives the same bytes. */
  pdf(): Uint8Array;
  /** The pages as one self-contained SVG, which shows what the PDF shows. */
  svg(): string;
}

/** The one compiler of a process, with its fonts. It is loaded with the first sheet or texts. */
export interface TypesettingPress {
  /**
   * The texts of a language in a file of the template folder, which has them in each.
   * @throws OperationFailure `typesetting-failed`, also where those of another language don't fit the schema
   */
  texts<Schema extends v.GenericSchema>(
    file: string,
    schema: Schema,
    language: Language,
  ): Promise<v.InferOutput<Schema>>;
  /**
   * Prints a sheet.
   * @param prepare makes the sheet with characters that the faces have
   * @param output takes what it needs before another sheet can be printed
   * @throws OperationFailure `typesetting-failed`
   */
  print<Output>(
    prepare: (printable: Printer['printable']) => Sheet,
    output: (printed: PrintedSheet) => Output,
  ): Promise<Output>;
  /**
   * The characters of texts in whose place every paper has a box, each once, in order of appearance. The compiler isn't
   * loaded for it.
   * @throws OperationFailure `typesetting-failed`
   */
  unprintable(texts: readonly string[]): Promise<readonly ReplacedCharacter[]>;
}

interface Machine {
  readonly compiler: NodeCompiler;
  readonly withReadableText: typeof withReadableText;
  readonly workspace: string;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * After so many sheets, results of the compiler's global cache that none of them used are dropped: without it every
 * typeset name stays in memory. Not after each sheet, since all that is remembered is looked through. A member earns
 * twelve certificates. Of other sheets nothing is kept: a notebook of short lines takes hundreds of megabytes, and the
 * next one has other lines.
 */
const REMEMBERED_SHEETS = 12;

/** The press of this process. */
export function createTypesettingPress(options: TypesettingPressOptions): TypesettingPress {
  const fonts = onceRead(() => readPrintFonts(options.packagesFolder));
  const faces = onceRead(async () => typedFaces(await fonts()));
  const machine = onceRead(async () => prepareMachine(options.templateFolder, await fonts()));
  let remembered = 0;

  return {
    texts: async (file, schema, language) => {
      const text = (await machine()).texts.get(file);
      try {
        return v.parse(v.object(v.entriesFromList(LANGUAGES, schema)), JSON.parse(text ?? ''))[language];
      } catch (cause) {
        const place = v.isValiError(cause) ? ` at ${v.getDotPath(cause.issues[0])}` : '';
        throw failed(`The texts in certificate/${file} could not be read${place}.`, cause);
      }
    },
    print: async (prepare, output) => {
      const [{ compiler, workspace, withReadableText: readable }, typed] = await Promise.all([machine(), faces()]);
      let oneOfMany = false;
      try {
        const { printable } = createPrinter(typed);
        const { template, files, createdAt, isOneOfMany } = prepare(printable);
        oneOfMany = isOneOfMany;
        // As files in memory and not as `sys.inputs`: other inputs make another standard library, and the compiler
        // drops its cached layout.
        for (const [name, text] of Object.entries(files)) compiler.mapShadow(join(workspace, name), Buffer.from(text));
        const source = { mainFilePath: join(workspace, template) };
        const creationTimestamp = Math.floor(Date.parse(createdAt) / 1000);
        // Compiled and exported in one call: a compiled document passed to JavaScript stays in memory until the next
        // garbage collection.
        return output({
          pdf: () => readable(compiler.pdf(source, { pdfStandard: 'a-3a', creationTimestamp })),
          svg: () => compact(compiler.plainSvg(source)),
        });
      } catch (cause) {
        throw failed('The page could not be typeset.', cause);
      } finally {
        remembered = oneOfMany ? (remembered + 1) % REMEMBERED_SHEETS : 0;
        if (remembered === 0) compiler.evictCache(oneOfMany ? 1 : 0);
      }
    },
    unprintable: async (texts) => {
      const { printable, replaced } = createPrinter(await faces());
      texts.forEach(printable);
      return replaced().filter(({ character }) => !isLeftOut(character));
    },
  };
}

/** What is read once. A failed start (a file that a virus scanner locks) is tried again at the next call. */
function onceRead<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let pending: Promise<Value> | undefined;
  return () => {
    pending ??= read().catch((cause: unknown) => {
      pending = undefined;
      throw failed('The templates or their fonts could not be read.', cause);
    });
    return pending;
  };
}

async function typedFaces(fonts: readonly Buffer[]): Promise<readonly Face[]> {
  const { readFont } = await import('./font-reading');
  return fonts.filter((_, index) => printFonts[index]?.typed).map(readFont);
}

async function prepareMachine(templateFolder: string, fonts: Buffer[]): Promise<Machine> {
  // Loaded late: the libraries cost start-up time, and most sessions don't need them.
  const [{ NodeCompiler: Compiler }, textLayer, names] = await Promise.all([
    import('@myriaddreamin/typst-ts-node-compiler'),
    import('./text-layer'),
    readdir(templateFolder),
  ]);
  const workspace = resolve(templateFolder);
  const compiler = Compiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });
  const texts = new Map<string, string>();
  // The sources are passed as text: the compiler's own file access cannot see into Electron's archive.
  for (const name of names) {
    if (name.endsWith('.typ'))
      compiler.addSource(join(workspace, name), await readFile(join(templateFolder, name), 'utf8'));
    if (name.endsWith('.json')) texts.set(name, await readFile(join(templateFolder, name), 'utf8'));
  }
  return {
    compiler,
    workspace,
    withReadableText: textLayer.withReadableText,
    texts,
  };
}

/** Glyphs are paths, so there is no text between the tags: the indentation is half of the size. */
function compact(svg: string): string {
  return svg.replace(/>\s+</gu, '><').trim();
}

/** Wraps an error as a typesetting failure, unless it is one already. The message holds no path. */
function failed(message: string, cause: unknown): OperationFailure {
  if (cause instanceof OperationFailure) return cause;
  return new OperationFailure('typesetting-failed', message, undefined, { cause });
}
