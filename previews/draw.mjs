/**
 * Runs in a process of its own (preview.ts), with limits of memory and time set from outside: draws the first page of a PDF
 * or an OFD, the beginning of a Word document or a workbook, or a picture, 640 pixels wide. The file comes by standard input, the JPEG leaves by standard output; nothing: there is none.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { imageSize } from 'image-size';

const WIDTH = 640;
const HEIGHT_MAX = 1_400;
/** A picture that would unpack to more than this is not drawn (a bomb, T16). */
const PIXELS_MAX = 60_000_000;

async function drawPdf(data) {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const document = await getDocument({
    data: Uint8Array.from(data),
    cMapUrl: `${folder}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${folder}/standard_fonts/`,
    isEvalSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: PIXELS_MAX,
    verbosity: 0,
  }).promise;
  const page = await document.getPage(1);
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: Math.min(WIDTH / natural.width, HEIGHT_MAX / natural.height) });
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  await page.render({ canvasContext: context, canvas, viewport }).promise;
  return canvas.encode('jpeg', 80);
}

async function drawImage(data) {
  // By its header, before a pixel is unpacked.
  const { width, height } = imageSize(data);
  if (width * height > PIXELS_MAX) return null;
  const image = await loadImage(data);
  const scale = Math.min(1, WIDTH / image.width, HEIGHT_MAX / image.height);
  const canvas = createCanvas(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.encode('jpeg', 80);
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
async function draw(mediaType, data) {
  if (mediaType === 'application/pdf') return drawPdf(data);
  if (mediaType === 'application/ofd') return (await import('./draw-ofd.mjs')).drawOfd(data, WIDTH, HEIGHT_MAX);
  if (mediaType === `${OFFICE}wordprocessingml.document`) return (await import('./draw-office.mjs')).drawDocx(data, WIDTH);
  if (mediaType === `${OFFICE}spreadsheetml.sheet`) return (await import('./draw-office.mjs')).drawXlsx(data, WIDTH);
  return drawImage(data);
}

const data = await buffer(process.stdin);
const picture = await draw(process.argv[2], data).catch((error) => {
  // No memory is no fault of the file's shape: whoever waits is told apart (preview.ts).
  if (error instanceof RangeError) process.exit(3);
  return null;
});
process.stdout.write(picture ?? '', () => process.exit(0));
