import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readJsonArgument } from '../../cli/json-argument.ts';
import { ownFolder } from '../setup/own-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = async (...args: readonly string[]): Promise<string> => {
  const failed: { readonly stderr?: string } = await promisify(execFile)(process.execPath, ['bin/tuojian.mjs', ...args], {
    cwd: root,
    timeout: 60_000,
  }).then(
    () => ({}),
    (error: { readonly stderr?: string }) => error,
  );
  return failed.stderr ?? '';
};

describe('the command line', () => {
  it('refuses a text that hides or turns what is read, in an argument and in an option, before anything is done', async () => {
    expect(await run('do', 'approval/QH-01\u202eRSF', 'HandOver')).toMatch(/<stream> "approval\/QH-01‹U\+202E›RSF" contains U\+202E/);
    expect(await run('user', 'erase', 'han-dong', '--basis', '依据\u0007')).toMatch(/--basis "依据‹U\+0007›" contains control characters/);
  }, 120_000);

  it('reads JSON in the encodings of offices, bounded and well-formed', () => {
    const file = path.join(ownFolder('args'), 'a.json');
    writeFileSync(file, '\ufeff{"reason":"同意"}');
    expect(readJsonArgument(`@${file}`, 'en')).toEqual({ reason: '同意' });
    writeFileSync(file, Buffer.from([0x7b, 0x22, 0xc7, 0xe0, 0x22, 0x3a, 0x31, 0x7d]));
    expect(readJsonArgument(`@${file}`, 'en')).toEqual({ 青: 1 });
    writeFileSync(file, Buffer.from([0x7b, 0x22, 0xc7, 0x22, 0x3a, 0x31, 0x7d]));
    expect(() => readJsonArgument(`@${file}`, 'en')).toThrow(
      /a\.json is neither UTF-8 \(byte 4, line 1, 0x22\) nor GB18030 \(byte 4, line 1, 0x22\); save it as UTF-8$/m,
    );
    expect(() => readJsonArgument('{"reason":"x\\ud800"}', 'en')).toThrow(/reason: contains U\+D800/);
    expect(() => readJsonArgument(`${'['.repeat(50)}${']'.repeat(50)}`, 'en')).toThrow(/nested at most 40/);
  });
});
