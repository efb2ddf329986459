import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { odbcScript } from "#lib/sync-client/readers/odbc-script.ts";
import type { SageReader, SageRow } from "#lib/sync-client/readers/reader.ts";
import { SageRefused, type Statement } from "#lib/sync-client/writers/writer.ts";

const powershell32 = "C:\\Windows\\SysWOW64\\WindowsPowerShell\\v1.0\\powershell.exe";
const Answer = z.union([
  z.object({ id: z.int(), rows: z.array(z.record(z.string(), z.string().nullable())) }),
  z.object({ id: z.int(), error: z.string(), isRefused: z.boolean().optional() }),
]);
type OdbcRequest = Statement | { readonly changes: readonly Statement[] };
type Waiting = { readonly resolve: (rows: readonly SageRow[]) => void; readonly reject: (error: Error) => void };
type Program = { readonly process: ChildProcessWithoutNullStreams; readonly waiting: Map<number, Waiting> };

export type OdbcOptions = {
  readonly connectionString: string;
  readonly powershellPath?: string | undefined;
  /** Another program that speaks the same lines, for tests. */
  readonly command?: readonly [string, ...string[]];
  readonly timeoutMs?: number;
};

/**
 * Reads Sage over its 32-bit ODBC driver: a 32-bit Windows PowerShell with System.Data.Odbc answers JSON lines. A program
 * that dies or does not answer in time is replaced at the next query. Not verified on a live Sage.
 */
export function odbcReader(options: OdbcOptions): SageReader {
  const program = odbcProgram(options);
  return { query: (sql, params) => program.ask({ sql, params }), close: () => program.close() };
}

/** The program with its questions under way; one question is a statement to read or a list of changes. */
export function odbcProgram(options: OdbcOptions) {
  let program: Program | null = null;
  let lastId = 0;
  const stop = (which: Program, reason: string) => {
    if (program === which) program = null;
    which.process.kill();
    for (const waiting of which.waiting.values()) waiting.reject(new Error(reason));
    which.waiting.clear();
  };
  const ask = (request: OdbcRequest) =>
    new Promise<readonly SageRow[]>((resolve, reject) => {
      program ??= start(options, stop);
      const current = program;
      lastId += 1;
      const timer = setTimeout(
        () => stop(current, "Sage's ODBC driver did not answer in time."),
        options.timeoutMs ?? 20_000,
      );
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          then(value);
        };
      current.waiting.set(lastId, { resolve: settle(resolve), reject: settle(reject) });
      current.process.stdin.write(`${JSON.stringify({ id: lastId, ...request })}\n`);
    });
  return {
    ask,
    close: async () => {
      if (program) stop(program, "The reader is closed.");
    },
  };
}

function start(options: OdbcOptions, stop: (program: Program, reason: string) => void): Program {
  const encoded = Buffer.from(odbcScript, "utf16le").toString("base64");
  const standard = [
    options.powershellPath ?? powershell32,
    "-NoProfile",
    "-NonInteractive",
    "-EncodedCommand",
    encoded,
  ];
  const [command = "", ...rest] = options.command ?? standard;
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "pipe"], windowsHide: true });
  const program: Program = { process: child, waiting: new Map() };
  child.on("error", (error) => stop(program, `PowerShell cannot be started: ${error.message}`));
  child.on("exit", () => stop(program, "The ODBC program has ended."));
  child.stdin.on("error", () => {});
  child.stderr.resume();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const answer = Answer.safeParse(jsonOf(line)).data;
    if (!answer) return stop(program, "The ODBC program answered something that is not an answer.");
    const waiting = program.waiting.get(answer.id);
    program.waiting.delete(answer.id);
    if ("error" in answer) waiting?.reject(answer.isRefused ? new SageRefused(answer.error) : new Error(answer.error));
    else waiting?.resolve(answer.rows);
  });
  child.stdin.write(`${JSON.stringify({ connectionString: options.connectionString })}\n`);
  return program;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
