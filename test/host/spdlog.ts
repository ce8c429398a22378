// Stands in for the native module @vscode/spdlog, which is not built where scripts of packages do not run. VS
// Code writes every output channel through it, so without it they would all stay empty. It is copied into the
// server, so it must not import anything of ours.
import { appendFileSync, mkdirSync } from 'node:fs';
import * as path from 'node:path';

const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  private level = 2;
  private isRaw = false;

  constructor(private readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
  }

  trace = (message: string) => this.write(0, message);
  debug = (message: string) => this.write(1, message);
  info = (message: string) => this.write(2, message);
  warn = (message: string) => this.write(3, message);
  error = (message: string) => this.write(4, message);
  critical = (message: string) => this.write(5, message);

  getLevel(): number {
    return this.level;
  }

  setLevel(level: number): void {
    this.level = level;
  }

  /** VS Code asks for one pattern only: time, level, text. */
  setPattern(): void {
    this.isRaw = false;
  }

  clearFormatters(): void {
    this.isRaw = true;
  }

  // Each line is in the file as soon as it is written.
  flush(): void {}
  drop(): void {}

  private write(level: number, message: string): void {
    if (level < this.level) return;
    const time = new Date();
    const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString();
    const head = `${local.replace('T', ' ').slice(0, 23)} [${names[level]}] `;
    appendFileSync(this.file, this.isRaw ? message : `${head}${message}\n`);
  }
}

/** What `@vscode/spdlog` exports, as far as VS Code uses it. */
export const version = 0;
export function setLevel(): void {}
export function setFlushOn(): void {}
export async function createRotatingLogger(_name: string, file: string): Promise<Logger> {
  return new Logger(file);
}
export const createAsyncRotatingLogger = createRotatingLogger;
