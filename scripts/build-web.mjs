// Builds the console into dist/web, unless it is there already from the same sources: `npm ci` calls it, so that `npm start`
// waits for no build. A failed build stops no install: the service then says so where the console would be.
// `--check`: exit code 1 where it cannot be built.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const built = path.join(root, 'dist/web');
const stamp = path.join(root, 'dist/.web-sha256');

/** Everything that the build reads. */
function digest() {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  for (const room of ['web', 'domain'])
    for (const file of readdirSync(path.join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.d.ts'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort())
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

const now = digest();
if (!existsSync(path.join(built, 'index.html')) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== now) {
  process.env.NODE_ENV = 'production';
  try {
    const { build } = await import('vite');
    await build({ configFile: path.join(root, 'web/vite.config.mjs'), logLevel: 'warn' });
    writeFileSync(stamp, now);
  } catch (error) {
    process.stderr.write(
      `The console could not be built; all else works. \`npm run web:build\` tries again.\n${error instanceof Error ? error.message : error}\n`,
    );
    if (process.argv.includes('--check')) process.exit(1);
  }
}
