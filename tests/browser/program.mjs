// Starts the real program on a port and a folder of its own, and stops it again.

import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const READY_MS = 120_000;
const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

// The release build unless the caller names another one: see ./test for the reason.
const program = process.env.KEZEK ?? resolve(here, '../../target/release/kezek');

// Ports from 32768 on belong to outgoing connections, so one of them may be taken by the time the program asks for it.
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise((answer) => {
      const probe = createServer();
      probe.once('error', () => answer(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
    });
    if (free) return port;
  }
}

// A town of its own that was just founded, with one administrator, served under a name: `http://localhost:PORT`. Settings are
// lines of TOML that may depend on that address.
// The operator may make a second administrator before it starts, whose code is in `code`.
export async function startServed({ login, password, colleague, settings = () => '' }) {
  const port = await freePort();
  const data = await mkdtemp(join(tmpdir(), 'kezek-'));
  const base = `http://localhost:${port}`;
  const names = ['--name-kk', 'Үлгі', '--name-ru', 'Ульги', '--name-en', 'Ulgi'];
  const found = spawn(program, ['found', ...names, '--territory', '990000000', '--admin', login, '--data', data], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  found.stdin.end(`${password}\n`);
  const founded = await new Promise((done) => found.once('exit', done));
  if (founded !== 0) throw new Error(`no town was founded: ${founded}`);
  const code = colleague && (await codeOfAnother(colleague, data));
  const config = join(data, 'settings.toml');
  await writeFile(config, `listen = "127.0.0.1:${port}"\npublic_address = "${base}"\n${await settings({ base, data })}`);
  const served = await start(['serve', '--config', config, '--data', data], `http://127.0.0.1:${port}`, data);
  return { ...served, base, code };
}

// What the operator's command prints for another administrator.
async function codeOfAnother(login, data) {
  const made = spawn(program, ['user', 'create-administrator', '--territory', '990000000', '--login', login, '--data', data]);
  const words = [];
  made.stdout.on('data', (some) => words.push(some));
  await new Promise((done) => made.once('close', done));
  return /with the code ([0-9A-Z-]+)/.exec(words.join(''))[1];
}

// `node ...args`, ready once it says so on a line.
export async function startScript(file, port, ...args) {
  const child = spawn(process.execPath, [resolve(here, file), String(port), ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((done) => child.once('exit', done));
  const ready = new Promise((done) => createInterface({ input: child.stdout }).once('line', done));
  await Promise.race([
    ready,
    ended.then((code) => {
      throw new Error(`${file} ended with ${code}`);
    }),
  ]);
  return {
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

// `kezek demo ...extra`, ready to answer. What it printed is in `printed`, a list of lines.
export async function startDemo(...extra) {
  const port = await freePort();
  const data = await mkdtemp(join(tmpdir(), 'kezek-'));
  const base = `http://127.0.0.1:${port}`;
  return start(['demo', '--listen', `127.0.0.1:${port}`, '--data', data, ...extra], base, data);
}

async function start(args, base, data) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  const complaints = [];
  const ended = new Promise((done) => {
    child.once('error', (fault) => done(`${program}: ${fault.message}`));
    child.once('exit', (code, signal) => done(`the program ended with ${signal ?? code}`));
  });
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const lines = createInterface({ input: child.stdout });

  const ready = new Promise((done) => {
    lines.on('line', (line) => {
      printed.push(line);
      if (line.includes(base)) done();
    });
  });
  let alarm;
  const late = new Promise((_, fail) => {
    alarm = setTimeout(() => fail(new Error(`not ready after ${READY_MS} ms`)), READY_MS);
  });
  const died = ended.then((how) => {
    throw new Error([how, ...printed, ...complaints.slice(-20)].join('\n'));
  });
  died.catch(() => {});
  try {
    await Promise.race([ready, died, late]);
  } finally {
    clearTimeout(alarm);
  }
  const health = await fetch(`${base}/health`);
  if (health.status !== 200) throw new Error(`/health answered ${health.status}`);

  return {
    base,
    data,
    printed,
    complaints,
    async stop() {
      child.kill('SIGTERM');
      const how = await ended;
      await rm(data, { recursive: true, force: true });
      return how;
    },
  };
}
