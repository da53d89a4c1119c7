// Makes the console's types of our own API from docs/openapi.json, which the routes' zod shapes write (docs/adr/0062).
// They are for the compiler alone: an install without it (`npm ci --omit=dev`) makes none, and builds the console as well.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const document = readFileSync(path.join(root, 'docs/openapi.json'));
const folder = path.join(root, 'web/generated');
const [made, stamp] = [path.join(folder, 'api.d.ts'), path.join(folder, '.openapi-sha256')];
const digest = createHash('sha256').update(document).digest('hex');

if (!existsSync(made) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const maker = await import('openapi-typescript').catch(() => null);
  if (maker !== null) {
    const types = maker.astToString(await maker.default(JSON.parse(document.toString())));
    mkdirSync(folder, { recursive: true });
    writeFileSync(made, `// Made by scripts/generate-api-types.mjs from docs/openapi.json.\n${types}`);
    writeFileSync(stamp, digest);
  }
}
