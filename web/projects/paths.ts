import { address } from '../app/address.ts';

export const projectPaths = { projects: address()('/projects') };
