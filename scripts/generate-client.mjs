// Makes what is generated and not kept: the console's types of the API (generate-api-types.mjs), and Prisma's client from
// prisma/schema.prisma. `prisma generate` asks for the schema engine, a download that it
// does not use here and that many networks refuse; any existing file in its place is enough (docs/adr/0006).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import './generate-api-types.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const schema = path.join(root, 'prisma/schema.prisma');
const stamp = path.join(root, 'prisma/generated/.schema-sha256');
const digest = createHash('sha256').update(readFileSync(schema)).update(require('prisma/package.json').version).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const run = spawnSync(process.execPath, [require.resolve('prisma/build/index.js'), 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  });
  if (run.status !== 0) {
    process.stderr.write(`Prisma could not make its client from ${schema}:\n${run.stdout}${run.stderr}\n`);
    process.exit(1);
  }
  writeFileSync(stamp, digest);
}
