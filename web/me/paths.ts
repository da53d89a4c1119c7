import { address } from '../app/address.ts';

export const mePaths = { me: address()('/me') };
