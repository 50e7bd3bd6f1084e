import { expect, type Page } from '@playwright/test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A printed page. */
export interface PrintedPage {
  readonly width: number;
  readonly height: number;
  /** Its text in the order of reading, without white space: where a printed line breaks is no matter. */
  readonly text: string;
  /** The same by lines from the top down; columns that stand side by side are one line. */
  readonly lines: readonly string[];
  /** Texts that are printed across others: their lines are closer than letters are high. */
  readonly across: readonly string[];
}

/** In points: the height of the smallest letters that are printed. */
const LETTERS = 6;

/** The open page as Chromium prints it, read back from the PDF. */
export async function printed(page: Page): Promise<readonly PrintedPage[]> {
  await expect(page.locator('figure').filter({ hasNot: page.getByRole('img') })).toHaveCount(0);
  const bytes = await page.pdf({ preferCSSPageSize: true });
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  return Promise.all(Array.from({ length: pdf.numPages }, (_, index) => readPage(pdf, index + 1)));
}

async function readPage(pdf: Awaited<ReturnType<typeof getDocument>['promise']>, number: number): Promise<PrintedPage> {
  const page = await pdf.getPage(number);
  const { width, height } = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const texts = items.flatMap((item) => {
    if (!('str' in item)) return [];
    const [, , , , left = 0, baseline = 0] = item.transform as readonly number[];
    return [{ text: item.str, left, right: left + item.width, baseline: Math.round(baseline) }];
  });
  const baselines = [...new Set(texts.filter(({ text }) => text.trim() !== '').map(({ baseline }) => baseline))].sort(
    (above, below) => below - above,
  );
  const lines = baselines.map((line) =>
    bare(
      texts
        .filter(({ baseline }) => baseline === line)
        .sort((a, b) => a.left - b.left)
        .map(({ text }) => text)
        .join(''),
    ),
  );
  const across = texts
    .filter((one) =>
      texts.some(
        (other) =>
          one.text.trim() !== '' &&
          other.text.trim() !== '' &&
          one.baseline > other.baseline &&
          one.baseline - other.baseline < LETTERS &&
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1,
      ),
    )
    .map(({ text }) => text);
  return { width, height, across, text: bare(texts.map(({ text }) => text).join('')), lines };
}

/** Without white space and compatibility forms, as a PDF knows neither. */
export function bare(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}
