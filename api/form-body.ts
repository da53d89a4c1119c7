/** The body of a small form without files. */
import { type Request, type Response, urlencoded } from 'express';

const read = urlencoded({ extended: false, limit: '8kb', parameterLimit: 20 });

/** A body that is no form has no fields. */
export const readFormBody = (request: Request, response: Response): Promise<Readonly<Record<string, string>>> =>
  new Promise((resolve) => {
    read(request, response, () => {
      const fields: unknown = request.body;
      resolve(Object.fromEntries(Object.entries(Object(fields)).filter((entry): entry is [string, string] => typeof entry[1] === 'string')));
    });
  });
