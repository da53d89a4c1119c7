/**
 * `npm run pictures`: draws the pages that the READMEs show, from an embedded service of its own with the example half way, in
 * both languages, as SVG into docs/pictures (text, so that a change of a page is seen in its history as one). Human text first,
 * one JSON object last; exit code 1 where a page could not be drawn. `-- --out FOLDER` draws elsewhere, `-- --png` beside
 * them what the browser itself shows, to compare. Deliberately absent: whether a page is right (test/browser).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { optimize } from 'svgo';
import { build } from 'vite';
import { LOCALES, type Locale } from '../../domain/kernel/locale.ts';
import { BROWSER_ARGS, findBrowser } from '../browser.ts';
import { startServiceWithExample } from '../own-service.ts';
import { SCENES, type Scene } from './scenes.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: 'docs/pictures' }, png: { type: 'boolean', default: false } } });

/** scripts/pictures/in-page.ts with its library, as one script. */
async function inPageScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: path.join(import.meta.dirname, 'in-page.ts'), formats: ['iife'], name: 'pictures' } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const chunk = outputs.flatMap((one) => ('output' in one ? one.output : [])).find(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk') throw new Error('the script that draws was not built');
  return chunk.code;
}

async function draw(browser: Browser, apiUrl: string, script: string, scene: Scene, locale: Locale): Promise<string> {
  // The console's policy refuses scripts that are not its own; here one of ours is added.
  const context = await browser.newContext({
    viewport: scene.size,
    locale,
    bypassCSP: true,
    reducedMotion: 'reduce',
  });
  try {
    if (scene.as !== null) {
      const answer = await context.request.post(`${apiUrl}/api/v1/sign-in/example`, { data: { person: scene.as }, headers: { Origin: apiUrl } });
      if (!answer.ok()) throw new Error(`signing in as ${scene.as} answered ${answer.status()}`);
    }
    const page = await context.newPage();
    await scene.open(page, apiUrl, locale);
    await page.waitForLoadState('networkidle');
    if (values.png) await page.screenshot({ path: path.join(values.out, `${scene.name}.${locale}.png`) });
    await page.addScriptTag({ content: script });
    const drawn = await page.evaluate(() => globalThis.drawPage());
    return optimize(drawn, {
      multipass: true,
      floatPrecision: 1,
      plugins: ['preset-default', { name: 'removeAttrs', params: { attrs: '*:(data-.*|aria-.*|class)' } }],
    }).data;
  } finally {
    await context.close();
  }
}

const { stack, stop } = await startServiceWithExample({ name: 'pictures', halfWay: true, say: (line) => console.log(line) });
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
const made: { readonly file: string; readonly kb: number }[] = [];
try {
  mkdirSync(values.out, { recursive: true });
  const script = await inPageScript();
  for (const scene of SCENES) {
    for (const locale of LOCALES) {
      const svg = await draw(browser, stack.apiUrl, script, scene, locale);
      const file = path.join(values.out, `${scene.name}.${locale}.svg`);
      writeFileSync(file, `${svg}\n`);
      made.push({ file, kb: Math.round(svg.length / 1024) });
      console.log(`${file}: ${Math.round(svg.length / 1024)} KB`);
    }
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  await stop();
}
console.log(JSON.stringify({ pictures: made.length, wanted: SCENES.length * LOCALES.length, kb: made.reduce((sum, { kb }) => sum + kb, 0) }));
