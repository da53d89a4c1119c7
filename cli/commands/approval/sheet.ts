/** `tuojian approval sheet ID`: the sheet that is printed, signed and filed. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { SetupError } from '../../../local/setup-error.ts';
import { type SignIn, signIn } from '../../api-session.ts';
import { SIGN_IN } from '../../declare.ts';
import { say } from '../../output.ts';

type Options = SignIn & { readonly output?: string; readonly trail: boolean; readonly lang: string };

export const sheetCommand = new Command('sheet')
  .argument('<id>', 'QH-01.FSR')
  .option('-o, --output <file>', 'where to write it (default: ID.pdf)')
  .option('--no-trail', 'without the trail (签核历程)')
  .option('--lang <lang>', 'zh-CN or en', 'zh-CN')
  .option(...SIGN_IN)
  .description('the approval sheet (审批表) as PDF')
  .action(async (id: string, options: Options) => {
    const { output, trail, lang } = options;
    if (lang !== 'zh-CN' && lang !== 'en') throw new SetupError(`There is no language "${lang}".`, 'Choose zh-CN or en.');
    const api = await signIn(options);
    const pdf = await api.bytes(`/api/v1/approval/${encodeURIComponent(id)}/sheet.pdf?trail=${trail}&lang=${lang}`);
    const file = output ?? `${id}.pdf`;
    writeFileSync(file, pdf);
    say(`${file} (${Math.round(pdf.length / 1_024)} KiB)`);
  });
