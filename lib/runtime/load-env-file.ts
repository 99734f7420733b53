// Settings kept in a file .env beside package.json; what the environment itself says goes before it.
import { existsSync } from 'node:fs';
import { inProject } from './project.ts';

const file = inProject('.env');
if (existsSync(file)) process.loadEnvFile(file);
