/** A programme in a folder of this machine. Deliberately absent: what is in its files (programme-files.ts). */
import path from 'node:path';
import { bytesIn } from '../intake/bytes-in.ts';
import { type CheckedFolder, checkProgrammeFiles, PROGRAMME_JSON } from './programme-files.ts';

export const checkProgrammeFolder = (folder: string): Promise<CheckedFolder> =>
  checkProgrammeFiles((name) => bytesIn(path.join(folder, name)), path.join(folder, PROGRAMME_JSON));
