/** `tuojian audit export-search FILE`: a search as a file; the journal notes it. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { signIn } from '../../api-session.ts';
import { say } from '../../output.ts';
import { ABOUT, type About, queryOf, withQuestion } from './options.ts';

export const exportSearchCommand = withQuestion(new Command('export-search').argument('<file>', 'where to write it'))
  .option('--format <format>', 'csv, xlsx, jsonl or pdf', 'csv')
  .description('the same search as a file')
  .action(async (file: string, options: About & { readonly format: string }) => {
    const api = await signIn(options);
    const query = queryOf({ ...options, lang: options.lang === 'en' ? 'en' : 'zh-CN' }, [...ABOUT, 'format', 'lang']);
    const bytes = await api.bytes(`/api/v1/audit/export?${query}`);
    writeFileSync(file, bytes);
    say(`${file}: ${bytes.length} bytes`);
  });
