import { address } from '../app/address.ts';

export const startPaths = { start: address()('/'), about: address()('/about') };
