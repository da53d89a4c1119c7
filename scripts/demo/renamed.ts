/** The same programme under another code, for a second run on one service. */
import type { CheckedProgramme } from '../../setup/programme-files.ts';

/** `QH-01` becomes `QH2-01`; people stay who they are. */
export function renamed({ file, batches }: CheckedProgramme, code: string): CheckedProgramme {
  const old = file.programme.code;
  const rename = (name: string) => name.replace(`${old}-`, `${code}-`);
  return {
    file: {
      ...file,
      programme: { ...file.programme, code },
      projects: file.projects.map((project) => ({ ...project, profile: { ...project.profile, code: rename(project.profile.code) } })),
    },
    batches: batches.map((batch) => ({ ...batch, id: rename(batch.id) })),
  };
}
