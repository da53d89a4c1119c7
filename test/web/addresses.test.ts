import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ADDRESSES, PATTERNS } from '../../web/app/addresses.ts';

const WEB = path.join(import.meta.dirname, '../../web');
const ROOMS = readdirSync(WEB, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && !['app', 'parts', 'public', 'generated'].includes(entry.name) ? [entry.name] : [],
);

it.each(ROOMS)('lists the addresses of %s, so that none changes unseen', async (room) => {
  const module: Record<string, Readonly<Record<string, { readonly pattern: string }>>> = await import(path.join(WEB, room, 'paths.ts'));
  const lines = Object.values(module).flatMap((paths) =>
    Object.entries(paths).map(
      ([name, { pattern }]) => `${name} ${pattern}
`,
    ),
  );
  await expect(lines.join('')).toMatchFileSnapshot(`addresses/${room}.txt`);
});

it('has each address once', () => {
  expect(new Set(PATTERNS).size).toBe(PATTERNS.length);
});

it('has a route for each address, and no route whose address it does not know', () => {
  const routes = ROOMS.map((room) => readFileSync(path.join(WEB, room, 'routes.tsx'), 'utf8')).join('\n');
  const named = [...routes.matchAll(/path: (\w+)\.(\w+)\.pattern/g)].map(([, , name]) => name ?? '');
  expect(named.sort()).toEqual(ADDRESSES.flatMap((paths) => Object.keys(paths)).sort());
  expect([...routes.matchAll(/path: ['"`]/g)]).toEqual([]);
});

it('writes what stands in an address so that it is read as it was', () => {
  for (const paths of ADDRESSES)
    for (const build of Object.values(paths)) {
      const names = [...build.pattern.matchAll(/\$(\w+)/g)].map(([, name]) => name ?? '');
      const params = Object.fromEntries(names.map((name) => [name, 'a/b?c=d#托']));
      const address = (build as (...given: object[]) => string)(...(names.length === 0 ? [] : [params])); // each takes its own parameters
      const url = new URL(address, 'http://localhost');
      expect(url.pathname.split('/').length).toBe(build.pattern.split('/').length);
      expect([url.search, url.hash]).toEqual(['', '']);
    }
});
