import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'cli/commands');
/** What a group's commands share is no command. */
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !/(^|\/)(group|options)\.ts$/.test(file),
);

/** Notes every module that is loaded. */
const WATCH = `data:text/javascript,${encodeURIComponent(
  `import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(
    "import { appendFileSync } from 'node:fs'; export async function load(url, context, next) { appendFileSync(process.env.LOADED, url + '\\\\n'); return next(url, context); }"));`,
)}`;

describe('the commands', () => {
  it.each(files)('%s is one command, called as its file is', async (file) => {
    const found = Object.values(await import(pathToFileURL(path.join(folder, file)).href)); // loaded by its name
    expect(found).toHaveLength(1);
    const [command] = found;
    expect(command instanceof Command ? command.name() : null).toBe(path.basename(file, '.ts'));
  });

  it('are declared without loading what they work with', async () => {
    const where = mkdtempSync(path.join(os.tmpdir(), 'tuojian-loaded-'));
    const env = { PATH: path.dirname(process.execPath), HOME: os.homedir(), LOADED: path.join(where, 'loaded') };
    const args = ['--import', 'tsx', '--import', WATCH, 'cli/main.ts', '--help'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, timeout: 60_000 });
    const loaded = readFileSync(env.LOADED, 'utf8');
    rmSync(where, { recursive: true });
    for (const name of ['start', 'audit', 'reconcile', 'aside']) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    expect(loaded).toContain('/cli/commands/audit/restart.ts');
    expect(loaded).not.toMatch(/node_modules\/(@prisma|pg|@temporalio|zod|express|pino|pdfmake)\/|\/(prisma|temporal|api)\/|config\/env/);
  }, 120_000);
});
