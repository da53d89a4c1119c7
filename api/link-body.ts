/**
 * The body of a form behind a link: fields, and files where the form had a place for them. Read only for a valid link, and
 * files only for a form that was shown: a stranger cannot make us hold them.
 */
import { type Request, type RequestHandler, type Response, urlencoded } from 'express';
import multer from 'multer';
import { FILE_MAX_BYTES } from '../intake/document-file.ts';
import { FILES_MAX } from './document-file.ts';

/** Its own, and those of a matter's form: 60 fields with 60 options each at the most, of which nobody fills in more than this. */
const FIELDS_MAX = 24 + 200;
/** The longest form that a person fills in is 54 KB as browsers send it: six thousand Chinese characters of nine bytes each. */
const FORM_BYTES = 262_144;
const plain = urlencoded({ extended: false, limit: FORM_BYTES, parameterLimit: FIELDS_MAX });
const limits = {
  fileSize: FILE_MAX_BYTES,
  files: FILES_MAX + 1,
  fields: FIELDS_MAX,
  fieldSize: FORM_BYTES,
  fieldNameSize: 100,
  parts: FIELDS_MAX + FILES_MAX + 1,
};

type Upload = { readonly name: string; readonly bytes: Buffer };
/**
 * `tooLarge`: a file, or all of it, is over the limits; the fields are then those that came before it. `passedOver`: there
 * were files, and they were not read.
 */
export type LinkBody = {
  readonly fields: unknown;
  readonly files: readonly Upload[];
  readonly signature: Upload | null;
  readonly tooLarge: boolean;
  readonly passedOver: boolean;
};

const run = (handler: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => void handler(request, response, (error?: unknown) => (error ? reject(error) : resolve())));

/**
 * `takesFiles`: asked before the first file is read, with the fields that stand before it; the others are passed over.
 * Errors: those of body-parser, for a form without files that is none.
 */
export async function readLinkBody(
  request: Request,
  response: Response,
  takesFiles: (fields: Readonly<Record<string, unknown>>) => Promise<boolean>,
): Promise<LinkBody> {
  let [tooLarge, passedOver] = [false, false];
  if (request.is('multipart/form-data') === false) await run(plain, request, response);
  else {
    let asked: Promise<boolean> | null = null;
    const withFiles = multer({
      storage: multer.memoryStorage(),
      defParamCharset: 'utf8',
      limits,
      fileFilter(_request, _file, done) {
        asked ??= takesFiles({ ...Object(request.body) }).catch(() => false);
        void asked.then((taken) => {
          passedOver ||= !taken;
          done(null, taken);
        });
      },
    }).fields([
      { name: 'files', maxCount: FILES_MAX },
      { name: 'signature', maxCount: 1 },
    ]);
    await run(withFiles, request, response).catch((error: unknown) => {
      // Anything else is a body that is no form, or was cut off: it then has no nonce, and the form is shown again.
      tooLarge = error instanceof multer.MulterError;
    });
  }
  return {
    fields: request.body ?? {},
    files: filesIn(request, 'files'),
    signature: filesIn(request, 'signature')[0] ?? null,
    tooLarge,
    passedOver,
  };
}

function filesIn({ files }: Request, field: string): readonly Upload[] {
  const found = files === undefined || Array.isArray(files) ? [] : (files[field] ?? []);
  // A browser sends an empty part where nothing was chosen.
  return found.filter(({ originalname, size }) => originalname !== '' || size > 0).map((f) => ({ name: f.originalname, bytes: f.buffer }));
}
