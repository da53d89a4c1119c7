#!/usr/bin/env node
// The CLI is TypeScript; tsx runs it as it is, so that nothing has to be built after an install.
import { register } from 'tsx/esm/api';

register();
await import('../cli/main.ts');
