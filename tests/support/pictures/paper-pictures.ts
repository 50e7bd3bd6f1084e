import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import { drawPdf } from '../../unit/main/certificate/certificate-reading';

/** Where a page's code is, in millimetres from the upper left corner of the paper. */
const CODE = { left: 252, top: 13, side: 32 };
const PAGE_WIDTH = 297;

/** A page on paper, drawn at 300 points an inch. */
export async function printedPage(pdf: Uint8Array): Promise<Canvas> {
  const { width, height, data } = await drawPdf(pdf, 3_508);
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas;
}

interface Photograph {
  /** Points a millimetre. */
  readonly sharpness?: number;
  /** Degrees. */
  readonly turned?: number;
  /** How far a side leans, of its length. */
  readonly skewed?: number;
  /** CSS filter. */
  readonly filter?: string;
  /** True for the shadow of a hand over one half. */
  readonly shaded?: boolean;
  /** How far the upper half leans beside a fold through the code; the lower half leans as far the other way. */
  readonly folded?: number;
}

/** A photograph of a page's code, with some of the page around it, lying on a grey table. */
function photograph(page: Canvas, options: Photograph): Canvas {
  const { sharpness = 12, turned = 0, skewed = 0, filter = 'none', shaded = false, folded = 0 } = options;
  const side = 60 * sharpness;
  const canvas = createCanvas(side, side);
  const context = canvas.getContext('2d');
  context.fillStyle = '#8a8580';
  context.fillRect(0, 0, side, side);
  const paper = page.width / PAGE_WIDTH;
  const scale = sharpness / paper;
  const centre = { x: (CODE.left + CODE.side / 2) * paper, y: (CODE.top + CODE.side / 2) * paper };
  const half = (lean: number, clip?: { readonly from: number; readonly height: number }): void => {
    context.save();
    context.translate(side / 2, side / 2);
    context.rotate((turned * Math.PI) / 180);
    if (clip) {
      context.beginPath();
      context.rect(-side, clip.from, 2 * side, clip.height);
      context.clip();
    }
    context.transform(1, skewed, lean, 1, 0, 0);
    context.scale(scale, scale);
    context.drawImage(page, -centre.x, -centre.y);
    context.restore();
  };
  if (folded !== 0) {
    half(folded, { from: -side, height: side });
    half(-folded, { from: 0, height: side });
  } else half(skewed / 2);
  if (shaded) {
    const shadow = context.createLinearGradient(0, 0, side, side);
    shadow.addColorStop(0.35, 'rgba(0,0,0,0.6)');
    shadow.addColorStop(0.65, 'rgba(0,0,0,0)');
    context.fillStyle = shadow;
    context.fillRect(0, 0, side, side);
  }
  const seen = createCanvas(side, side);
  const camera = seen.getContext('2d');
  camera.filter = filter;
  camera.drawImage(canvas, 0, 0);
  return seen;
}

/** The whole page at so many points an inch, across and down. */
function copied(page: Canvas, across: number, down = across): Canvas {
  const [width, height] = [(page.width * across) / 300, (page.height * down) / 300].map(Math.round) as [number, number];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(page, 0, 0, width, height);
  return canvas;
}

/** Black and white alone, as a fax has it, stretched to the paper's form again. */
function faxed(page: Canvas): Canvas {
  const fax = copied(page, 204, 98);
  const context = fax.getContext('2d');
  const points = context.getImageData(0, 0, fax.width, fax.height);
  for (let at = 0; at < points.data.length; at += 4)
    points.data.fill((points.data[at] ?? 0) < 140 ? 0 : 255, at, at + 3);
  context.putImageData(points, 0, 0);
  const canvas = createCanvas(page.width, page.height);
  canvas.getContext('2d').drawImage(fax, 0, 0, page.width, page.height);
  return canvas;
}

/** Grains as a sensor or a copier has them, the same each time. */
function grained(canvas: Canvas, strength: number): Canvas {
  const context = canvas.getContext('2d');
  const points = context.getImageData(0, 0, canvas.width, canvas.height);
  let state = 1;
  for (let at = 0; at < points.data.length; at += 4) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const grain = ((state >> 16) / 0x7fff - 0.5) * strength;
    for (let channel = at; channel < at + 3; channel += 1) points.data[channel] = (points.data[channel] ?? 0) + grain;
  }
  context.putImageData(points, 0, 0);
  return canvas;
}

const jpeg = (canvas: Canvas, quality = 85): Buffer => canvas.toBuffer('image/jpeg', quality);

/** Ways in which a page on paper comes back as a file. */
export const PICTURES: Readonly<Record<string, (page: Canvas) => Buffer>> = {
  'scanned at 300 dpi': (page) => page.toBuffer('image/png'),
  'copied at 150 dpi': (page) => jpeg(grained(copied(page, 150), 40), 75),
  'sent by a coarse fax': (page) => faxed(page).toBuffer('image/png'),
  'its code, straight': (page) => jpeg(photograph(page, {})),
  'turned by 7 degrees': (page) => jpeg(photograph(page, { turned: 7 })),
  'turned by 33 degrees': (page) => jpeg(photograph(page, { turned: 33 })),
  'upside down': (page) => jpeg(photograph(page, { turned: 184 })),
  skewed: (page) => jpeg(photograph(page, { turned: 4, skewed: 0.18 })),
  folded: (page) => jpeg(photograph(page, { folded: 0.06, turned: -5 })),
  dim: (page) => jpeg(grained(photograph(page, { filter: 'brightness(30%) contrast(85%)' }), 25)),
  shaded: (page) => jpeg(photograph(page, { shaded: true, turned: 10 })),
  blurred: (page) => jpeg(photograph(page, { filter: 'blur(2.5px)', turned: 3 })),
  'JPEG at 40 %': (page) => jpeg(photograph(page, { sharpness: 8 }), 40),
  'all at once': (page) =>
    jpeg(grained(photograph(page, { turned: 12, skewed: 0.08, shaded: true, filter: 'blur(1.5px)' }), 30), 40),
};

/** The ways by which pictures are measured, each as strong as chance has it; `between` gives a number of a range. */
export const MEASURED_PICTURES: Readonly<
  Record<string, (page: Canvas, between: (least: number, most: number) => number) => Buffer>
> = {
  turned: (page, between) => jpeg(photograph(page, { turned: between(-180, 180) })),
  skewed: (page, between) => jpeg(photograph(page, { turned: between(-8, 8), skewed: between(-0.2, 0.2) })),
  dim: (page, between) =>
    jpeg(
      grained(
        photograph(page, { filter: `brightness(${between(25, 45)}%) contrast(85%)`, turned: between(-8, 8) }),
        between(15, 30),
      ),
    ),
  blurred: (page, between) => jpeg(photograph(page, { filter: `blur(${between(1, 2.5)}px)`, turned: between(-8, 8) })),
  'JPEG at 40 %': (page, between) =>
    jpeg(photograph(page, { sharpness: Math.round(between(7, 10)), turned: between(-8, 8) }), 40),
  folded: (page, between) => jpeg(photograph(page, { folded: between(0.03, 0.07), turned: between(-8, 8) })),
  'copied at 150 dpi': (page, between) =>
    jpeg(grained(copied(page, 150), between(20, 50)), Math.round(between(65, 85))),
  'coarse fax': (page) => faxed(page).toBuffer('image/png'),
};
