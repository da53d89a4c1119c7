/** The bytes of a request whose body is a file. Read only when asked for: whoever is not signed in cannot make us hold them. */
import { type Request, type Response, raw } from 'express';

/** Error: what body-parser throws where there is more than `limit` bytes (413) or the sender went away. */
export async function uploadedBytes(request: Request, response: Response, limit: number): Promise<Buffer> {
  const readBody = raw({ type: () => true, limit });
  await new Promise<void>((resolve, reject) => readBody(request, response, (error?: unknown) => (error ? reject(error) : resolve())));
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
