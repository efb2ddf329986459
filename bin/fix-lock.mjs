// npm run fix-lock, after every npm install: a registry mirror may not serve packages for other systems; npm then writes
// a lock without them, and npm ci refuses that lock everywhere. Adds what is missing, needs no network, is idempotent.
import fs from "node:fs";
import { fileURLToPath } from "node:url";

const OS = {
  darwin: "darwin",
  linux: "linux",
  win32: "win32",
  windows: "win32",
  freebsd: "freebsd",
  android: "android",
  netbsd: "netbsd",
  openbsd: "openbsd",
  sunos: "sunos",
  aix: "aix",
  openharmony: "openharmony",
};
const CPU = ["x64", "arm64", "ia32", "riscv64", "s390x", "ppc64", "loong64", "mips64el", "wasm32", "arm"];

/** Whether Node would find a package from another one's place in the tree. */
function isFound(packages, from, name) {
  for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, "")) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

/** Every optional package that some entry of the lock names and the lock lacks. */
export function missing({ packages }) {
  return Object.entries(packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isFound(packages, from, name))
      .map(([name, range]) => ({ name, version: range.replace(/^[\^~]/, ""), isDev: Boolean(entry.dev) })),
  );
}

/** The system that a package is for, told from its name: @next/swc-linux-x64-musl. */
export function platform(name) {
  const words = (name.split("/").pop() ?? "").split(/[-.]/);
  const isArm = (/** @type {string} */ word) => word !== "arm64" && /^arm(v?\d*|eabi|hf)?$/.test(word);
  const os = words.flatMap((word) => OS[word] ?? []);
  const cpu = CPU.filter((kind) => words.some((word) => word === kind || (kind === "arm" && isArm(word))));
  const isGnu = os[0] === "linux" && words.some((word) => word.startsWith("gnu"));
  const libc = words.some((word) => word.includes("musl")) ? ["musl"] : isGnu ? ["glibc"] : [];
  return os.length + cpu.length === 0 ? null : { os, cpu, libc };
}

/** The lock with an entry for each missing package; without an integrity hash, which npm accepts. */
export function complete(lock) {
  const packages = { ...lock.packages };
  for (const { name, version, isDev } of missing(lock)) {
    const found = platform(name);
    if (!found) throw new Error(`The lock lacks ${name}, and its name does not tell which system it is for.`);
    packages[`node_modules/${name}`] = {
      version,
      ...(found.cpu.length > 0 ? { cpu: found.cpu } : {}),
      ...(isDev ? { dev: true } : {}),
      ...(found.libc.length > 0 ? { libc: found.libc } : {}),
      optional: true,
      ...(found.os.length > 0 ? { os: found.os } : {}),
    };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
  const lock = JSON.parse(fs.readFileSync(file, "utf8"));
  const names = missing(lock).map(({ name }) => name);
  fs.writeFileSync(file, `${JSON.stringify(complete(lock), null, 2)}\n`);
  process.stdout.write(names.length > 0 ? `Added ${names.length}: ${names.join(", ")}\n` : "Nothing to add.\n");
}
