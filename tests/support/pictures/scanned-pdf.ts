import { Buffer } from 'node:buffer';

/** Size of a JPEG picture, from the frame header that it begins with (ITU-T T.81, B.2.2). */
function sizeOf(jpeg: Buffer): { readonly width: number; readonly height: number } {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2)
      return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) };
  }
  throw new RangeError('This is no JPEG picture.');
}

/** What a scanner's program makes: a PDF of one JPEG picture a page, A4 across, and nothing else. */
export function pdfOfPictures(jpegs: readonly Buffer[]): Buffer {
  const kids = jpegs.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
  const head = `%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[${kids}]/Count ${jpegs.length}>>\nendobj\n`;
  const pages = jpegs.flatMap((jpeg, index) => {
    const [page, content, picture] = [3, 4, 5].map((number) => number + index * 3);
    const { width, height } = sizeOf(jpeg);
    const drawing = 'q 842 0 0 595 0 0 cm /P Do Q';
    return [
      Buffer.from(
        `${page} 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents ${content} 0 R/Resources<</XObject<</P ${picture} 0 R>>>>>>\nendobj\n` +
          `${content} 0 obj\n<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream\nendobj\n` +
          `${picture} 0 obj\n<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>\nstream\n`,
      ),
      jpeg,
      Buffer.from('\nendstream\nendobj\n'),
    ];
  });
  return Buffer.concat([Buffer.from(head), ...pages, Buffer.from('trailer\n<</Root 1 0 R>>\n%%EOF\n')]);
}
