#!/usr/bin/env node
/** Starts Countersign with a Node that can run it. Plain JavaScript without new syntax: an old Node must be able to read it. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const least = [22, 19];

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

/** In a clone the sources run as they are; the package ships them compiled. */
function start() {
  const source = join(root, 'src', 'main.ts');
  const entry = existsSync(source) ? source : join(root, 'dist', 'main.js');
  import(pathToFileURL(entry).href)
    .then((module) => module.main(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    });
}

function startWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`Countersign could not start ${node}: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on('close', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + constants.signals[signal];
  });
}

const developmentNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

if (isNewEnough(process.versions.node)) start();
else if (existsSync(developmentNode)) startWith(developmentNode);
else {
  process.stderr.write(`Countersign needs Node ${least.join('.')} or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
}
