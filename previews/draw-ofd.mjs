/**
 * The first page of an OFD (GB/T 33190): its text where it stands, lines and areas, pictures of its own. Deliberately absent:
 * seals, its own fonts (drawn in ours), shading, what is clipped; who needs it exactly opens the file.
 */
import path from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { imageSize } from 'image-size';
import { all, FONT, first, nameOf, page, partsOf, textOf } from './opened.mjs';

/** Of one page; more is not drawn. */
const OBJECTS_MOST = 20_000;
const PIXELS_MAX = 60_000_000;

const numbers = (text) => (text ?? '').trim().split(/\s+/).map(Number).filter(Number.isFinite);
/** As its own folder or the package's root names it. */
const from = (base, name) => (name.startsWith('/') ? name.slice(1) : path.posix.join(path.posix.dirname(base), name));

export async function drawOfd(data, width, heightMost) {
  const parts = partsOf(data, (name) => /\.(?:xml|png|jpe?g|bmp)$/i.test(name));
  const root = textOf(first(parts.xml('OFD.xml'), 'DocRoot'))
    .trim()
    .replace(/^\//, '');
  const document = parts.xml(root);
  const ref = first(document, 'Page')?.attribs.BaseLoc;
  if (document === null || ref === undefined) return null;
  const content = parts.xml(from(root, ref));
  const [, , w = 210, h = 297] = numbers(textOf(first(content, 'PhysicalBox') ?? first(document, 'PhysicalBox')));
  const scale = Math.min(width / w, heightMost / h);
  if (!(scale > 0) || !Number.isFinite(scale)) return null;
  const { canvas, context } = page(Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale)));
  context.scale(scale, scale);
  const pictures = picturesOf(parts, root, document);
  let left = OBJECTS_MOST;
  const templates = new Map(all(document, 'TemplatePage').map(({ attribs }) => [attribs.ID, attribs.BaseLoc]));
  const behind = all(content, 'Template').flatMap(({ attribs }) => templates.get(attribs.TemplateID) ?? []);
  for (const layer of [...behind.map((loc) => parts.xml(from(root, loc))), content]) {
    for (const object of objectsIn(layer)) {
      left -= 1;
      if (left < 0) break;
      context.save();
      await drawObject(context, object, pictures);
      context.restore();
    }
  }
  return canvas.encode('jpeg', 80);
}

const DRAWN = ['TextObject', 'PathObject', 'ImageObject'];
const objectsIn = (node) => (node?.children ?? []).flatMap((child) => (DRAWN.includes(nameOf(child)) ? [child] : objectsIn(child)));

/** By resource: the bytes of each picture. */
function picturesOf(parts, root, document) {
  const found = new Map();
  for (const name of [...all(document, 'PublicRes'), ...all(document, 'DocumentRes')].map((node) => from(root, textOf(node).trim()))) {
    const res = parts.xml(name);
    const base = first(res, 'Res')?.attribs.BaseLoc ?? '';
    for (const media of all(res, 'MultiMedia')) {
      const file = textOf(first(media, 'MediaFile')).trim();
      const bytes = parts.bytes(from(name, path.posix.join(base, file))) ?? parts.bytes(from(name, file));
      if (bytes !== undefined) found.set(media.attribs.ID, bytes);
    }
  }
  return found;
}

function colourOf(node, otherwise) {
  const value = numbers(node?.attribs.Value);
  if (value.length !== 3) return otherwise;
  return `rgba(${value.join(',')},${Math.min(1, Number(node.attribs.Alpha ?? 255) / 255)})`;
}

const direct = (node, name) => (node.children ?? []).find((child) => nameOf(child) === name);

async function drawObject(context, object, pictures) {
  const [x = 0, y = 0, w = 0, h = 0] = numbers(object.attribs.Boundary);
  context.translate(x, y);
  const matrix = numbers(object.attribs.CTM);
  switch (nameOf(object)) {
    case 'TextObject':
      if (matrix.length === 6) context.transform(...matrix);
      return drawText(context, object);
    case 'PathObject':
      if (matrix.length === 6) context.transform(...matrix);
      return drawPath(context, object);
    case 'ImageObject': {
      const bytes = pictures.get(object.attribs.ResourceID);
      if (bytes === undefined) return;
      const size = imageSize(bytes);
      if (size.width * size.height > PIXELS_MAX) return;
      context.drawImage(await loadImage(Buffer.from(bytes)), 0, 0, w, h);
    }
  }
}

function drawText(context, object) {
  const size = Number(object.attribs.Size ?? 4);
  if (!(size > 0)) return;
  context.fillStyle = colourOf(direct(object, 'FillColor'), '#000');
  context.font = `${size}px ${FONT}`;
  for (const code of all(object, 'TextCode')) {
    let [x, y] = [Number(code.attribs.X ?? 0), Number(code.attribs.Y ?? size)];
    const [dx, dy] = [deltas(code.attribs.DeltaX), deltas(code.attribs.DeltaY)];
    const signs = Array.from(textOf(code));
    if (dx.length + dy.length === 0) context.fillText(signs.join(''), x, y);
    else
      signs.forEach((sign, nth) => {
        context.fillText(sign, x, y);
        x += dx[nth] ?? (dy.length > 0 ? 0 : size);
        y += dy[nth] ?? 0;
      });
  }
}

/** `3.2 g 4 1.5` is 3.2 and four times 1.5. */
function deltas(text) {
  const words = (text ?? '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = [];
  for (let at = 0; at < words.length && found.length < 10_000; at += 1) {
    if (words[at] !== 'g') found.push(Number(words[at]));
    else {
      const times = Math.min(10_000, Number(words[at + 1]));
      for (let n = 0; n < times; n += 1) found.push(Number(words[at + 2]));
      at += 2;
    }
  }
  return found.map((delta) => (Number.isFinite(delta) ? delta : 0));
}

function drawPath(context, object) {
  const words = textOf(direct(object, 'AbbreviatedData')).trim().split(/\s+/);
  const take = (at, n) => words.slice(at + 1, at + 1 + n).map(Number);
  context.beginPath();
  for (let at = 0; at < words.length; at += 1) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = take(at, 7);
    if (words[at] === 'M' || words[at] === 'S') context.moveTo(a, b);
    else if (words[at] === 'L') context.lineTo(a, b);
    else if (words[at] === 'Q') context.quadraticCurveTo(a, b, c, d);
    else if (words[at] === 'B') context.bezierCurveTo(a, b, c, d, e, f);
    // An arc as its chord: a first page is recognised by it.
    else if (words[at] === 'A') context.lineTo(f, g);
    else if (words[at] === 'C') context.closePath();
  }
  const { Stroke = 'true', Fill = 'false', LineWidth = '0.353' } = object.attribs;
  if (Fill === 'true') {
    context.fillStyle = colourOf(direct(object, 'FillColor'), '#000');
    context.fill();
  }
  if (Stroke === 'true') {
    context.lineWidth = Number(LineWidth) || 0.353;
    context.strokeStyle = colourOf(direct(object, 'StrokeColor'), '#000');
    context.stroke();
  }
}
