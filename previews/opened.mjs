/** The parts of a packed document (docx, xlsx, OFD) as XML, and a surface to draw on. Bounded: what would unpack to too much is none. */

import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { unzipSync } from 'fflate';
import { parseDocument } from 'htmlparser2';

export const FONT = 'Noto';
/** Of one part, unpacked, and of all that are read: a bomb is not (T16). */
const [PART_MOST, ALL_MOST] = [32_000_000, 96_000_000];

/** By name, without a slash in front. `wanted`: which are unpacked at all. Error: RangeError where they are too large. */
export function partsOf(data, wanted) {
  let all = 0;
  const parts = unzipSync(data, {
    filter({ name, originalSize }) {
      if (!wanted(name)) return false;
      all += originalSize;
      if (originalSize > PART_MOST || all > ALL_MOST) throw new RangeError('too large');
      return true;
    },
  });
  const at = (name) => parts[name.replace(/^\/+/, '')];
  return {
    bytes: at,
    xml(name) {
      const bytes = at(name);
      return bytes === undefined ? null : parseDocument(Buffer.from(bytes).toString('utf8'), { xmlMode: true });
    },
  };
}

/** Without its prefix: `ofd:Page` is a Page, whatever the prefix is. */
export const nameOf = (node) => (node.name ?? '').split(':').at(-1);
/** All elements below with that name, in their order. */
export function all(node, name) {
  if (node === null || node === undefined) return [];
  return (node.children ?? []).flatMap((child) => [...(nameOf(child) === name ? [child] : []), ...all(child, name)]);
}
export const first = (node, name) => all(node, name)[0];
export const textOf = (node) => (node?.type === 'text' ? node.data : (node?.children ?? []).map(textOf).join(''));

export function page(width, height) {
  const font = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  GlobalFonts.registerFromPath(`${font}/400Regular/NotoSansSC_400Regular.ttf`, FONT);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  return { canvas, context };
}
