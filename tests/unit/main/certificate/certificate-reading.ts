import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';

/** A piece of text with its box in points, the origin at the lower left of the page. */
export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** A picture of a page, or of some of its rows: RGBA, row by row. */
export interface Picture {
  readonly width: number;
  /** Of the whole page. */
  readonly height: number;
  /** Row of the page with which the data begins. */
  readonly firstRow: number;
  readonly data: Buffer;
}

const opened = new WeakMap<Uint8Array, Promise<PDFDocumentProxy>>();

/** Opens a PDF, once, the way any reader does; nothing of this machine's fonts is used. */
export function readPdf(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const reading =
    opened.get(bytes) ??
    // A copy: the reader takes the buffer over.
    getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true, useSystemFonts: false }).promise;
  opened.set(bytes, reading);
  return reading;
}

export async function firstPage(bytes: Uint8Array): Promise<PDFPageProxy> {
  return (await readPdf(bytes)).getPage(1);
}

/** Every visible piece of text on a page, from 1. */
export async function textBoxes(bytes: Uint8Array, number = 1): Promise<readonly TextBox[]> {
  const content = await (await (await readPdf(bytes)).getPage(number)).getTextContent();
  return content.items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [, , , size = 0, left = 0, baseline = 0] = item.transform.map(Number);
    return [{ text: item.str, left, right: left + item.width, baseline, size }];
  });
}

/** All text of a page, from 1; pieces joined by line feeds. */
export async function pageText(bytes: Uint8Array, number = 1): Promise<string> {
  return (await textBoxes(bytes, number)).map(({ text }) => text).join('\n');
}

/** All text of every page. */
export async function pageTexts(bytes: Uint8Array): Promise<readonly string[]> {
  const { numPages } = await readPdf(bytes);
  return Promise.all(Array.from({ length: numPages }, (_, index) => pageText(bytes, index + 1)));
}

/** Without white space, which a page has wherever a line ends. */
export function bare(text: string): string {
  return text.replace(/\s+/gu, '');
}

/**
 * A page, from 1, drawn at `width` pixels; glyphs are drawn as outlines, so that the machine's text rendering plays no
 * part.
 * @param extent what is drawn of the page, in points from its lower end; all of it where none is given
 */
export async function drawPdf(
  bytes: Uint8Array,
  width: number,
  number = 1,
  extent?: { readonly top: number; readonly bottom: number },
): Promise<Picture> {
  const document = await readPdf(bytes);
  const page = await document.getPage(number);
  const paper = page.getViewport({ scale: 1 });
  const scale = width / paper.width;
  const height = Math.round(paper.height * scale);
  const firstRow = extent ? Math.floor((paper.height - extent.top) * scale) - 1 : 0;
  const rows = extent ? Math.ceil((paper.height - extent.bottom) * scale) + 1 - firstRow : height;
  const factory = document.canvasFactory;
  if (!hasCreate(factory)) throw new Error('The PDF reader has no canvas here: is @napi-rs/canvas installed?');
  const { canvas, context } = factory.create(width, rows);
  const viewport = page.getViewport({ scale, offsetY: -firstRow });
  await page.render({ canvas, canvasContext: context, viewport }).promise;
  return { width, height, firstRow, data: Buffer.from(context.getImageData(0, 0, width, rows).data) };
}

/** Fonts that the page uses: name, and whether the file carries the font itself. */
export async function usedFonts(
  bytes: Uint8Array,
): Promise<readonly { readonly name: string; readonly embedded: boolean }[]> {
  const page = await firstPage(bytes);
  const { fnArray, argsArray } = await page.getOperatorList();
  const ids = new Set<string>();
  fnArray.forEach((operation, index) => {
    const argument: unknown = argsArray[index]?.[0];
    if (operation === OPS.setFont && typeof argument === 'string') ids.add(argument);
  });
  return [...ids].map((id) => {
    const font: unknown = page.commonObjs.get(id);
    if (typeof font !== 'object' || font === null || !('name' in font)) throw new Error(`No font ${id}.`);
    return { name: String(font.name), embedded: 'missingFile' in font && font.missingFile === false };
  });
}

interface CanvasMaker {
  create(width: number, height: number): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D };
}

function hasCreate(factory: object): factory is CanvasMaker {
  return 'create' in factory && typeof factory.create === 'function';
}
