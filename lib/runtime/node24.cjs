// Starts a script of this project on Node 24, whatever `node` is installed, after the packages are there.
// Plain CommonJS without dependencies on purpose: an old Node in an empty checkout must be able to run it.
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const modules = path.join(root, 'node_modules');

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

const platform = process.platform === 'win32' ? 'win' : process.platform;
const bundledNode = `node-${platform}-${process.arch}`;

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}

// A server of one's own may have left out what only demo and tests need.
const needsDev = !['start', 'worker', 'migrate', 'build'].includes(process.env.npm_lifecycle_event);

/** npm's own list of what it installed, against the lockfile: whoever ran `npm ci` by hand need not wait for another. */
function isInstalled() {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const found = readPackages(path.join(modules, '.package-lock.json'));
  const mayLack = (name, { optional, devOptional, dev }) =>
    name === '' || (optional && name !== `node_modules/${bundledNode}`) || devOptional || (dev && !needsDev);
  return Object.entries(wanted).every(([name, entry]) => found[name]?.version === entry.version || mayLack(name, entry));
}

function installPackages() {
  if (isInstalled()) return;
  console.error(
    fs.existsSync(modules) ? 'Packages changed: installing them (a minute)' : 'Installing packages and Node 24 (a minute, once)',
  );
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const done = spawnSync(npm[0], [...npm.slice(1), 'ci', '--ignore-scripts', '--include=optional', '--include=dev', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: npm.length === 1 && process.platform === 'win32',
  });
  if (done.status !== 0) fail('The packages could not be installed: npm says why above. Is the npm registry within reach?');
}

function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const bundled = path.join(modules, bundledNode, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (fs.existsSync(bundled)) return bundled;
  return fail(
    `This needs Node 24 or newer: ${process.version} is running and none comes with the packages for ${platform}-${process.arch}.`,
  );
}

installPackages();
const node = node24();
const env = {
  ...process.env,
  PATH: [path.dirname(node), path.join(modules, '.bin'), process.env.PATH].join(path.delimiter),
  // TypeScript without its types, and what V8 made of it: a second start costs a third of the processor time of the first.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || path.join(root, '.tiltas', 'compiled'),
};
// The channel tells the child of this process's end, however sudden.
const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env,
  cwd: root,
});

// Ctrl-C reaches the child by itself, being in the same process group; what is sent to this process alone is passed on.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));

/** A line of /proc about a process; undefined where there is no such thing, or no such process. */
function about(pid, file, pattern) {
  try {
    return pattern.exec(fs.readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

// Ending npm ends neither this process nor the child: notice that it is gone.
// Some shells stay between npm and the one command they were given; then it is the grandparent that matters.
const parent = process.ppid;
const behindShell = process.env.npm_execpath !== undefined && about(parent, 'comm', /^((?:da|ba|a)?sh)$/m) !== undefined;
const grandparent = () => (behindShell ? about(parent, 'status', /^PPid:\s+(\d+)/m) : undefined);
const npm = grandparent();
setInterval(() => {
  if (process.ppid !== parent || grandparent() !== npm) child.kill('SIGTERM');
}, 500).unref();

child.on('exit', (code, signal) => process.exit(signal ? 128 + os.constants.signals[signal] : code));
