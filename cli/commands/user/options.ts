/** What commands about people declare alike. */
import type { Command } from 'commander';

export const BY = ['--by <name>', 'who does it; stands in the record', 'operator'] as const;
export const BASIS = ['--basis <document>', 'the document, or where the request is filed'] as const;
export const PERSON = ['<person>', 'id of the person'] as const;

/** What is known of a person. */
export const withFacts = (command: Command): Command =>
  command
    .option('--name <name>', 'name in Chinese')
    .option('--name-en <name>', 'name in English')
    .option('--email <address>', 'mail address')
    .option('--unit <unit>', 'unit (department)')
    .option('--phone <number>', 'telephone')
    .option('--locale <locale>', 'zh-CN or en');
