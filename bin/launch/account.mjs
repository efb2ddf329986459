// As whom PostgreSQL runs when the launcher is root, and how that account reaches the files.
import fs from "node:fs";
import path from "node:path";

/**
 * PostgreSQL refuses to run as root: the account that it runs as, or null to stay who we are. A folder that exists keeps
 * its owner.
 * @param {string} folder
 */
export function accountToRunAs(folder) {
  const owner = fs.existsSync(folder) ? fs.statSync(folder) : null;
  if (process.getuid?.() !== 0) {
    if (owner && process.getuid && owner.uid !== process.getuid()) {
      throw new Error(
        `${folder} belongs to another account (it was made by root or another user). Remove it, or start as that user.`,
      );
    }
    return null;
  }
  if (owner && owner.uid !== 0) return { name: `of ${folder}`, uid: owner.uid, gid: owner.gid };
  const passwd = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of [process.env.PG_RUN_AS, "postgres", "node", "nobody"]) {
    const found = name && passwd.find((fields) => fields[0] === name);
    if (found && Number(found[2]) !== 0) return { name, uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error(
    "PostgreSQL cannot run as root and there is no account named postgres, node or nobody. Set PG_RUN_AS to an ordinary account.",
  );
}

/** Whether an account can walk down to a folder (a project under root's 0700 home cannot be reached). */
function reaches(account, folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const { mode, uid, gid } = fs.statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * The server's programs where the account can reach them. PostgreSQL asks the kernel whether it may read its own program,
 * and that answer ignores the capabilities below: under root's home the programs are copied out once.
 */
export function reachableFolder(native, account) {
  if (!account || reaches(account, native)) return native;
  const { name, version } = JSON.parse(fs.readFileSync(path.join(native, "..", "package.json"), "utf8"));
  const copy = path.join("/var/cache/countersign", `${path.basename(name)}-${version}`);
  if (!fs.existsSync(copy)) {
    fs.mkdirSync(path.dirname(copy), { recursive: true, mode: 0o755 });
    const half = `${copy}.${process.pid}`;
    fs.cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    if (fs.existsSync(copy)) fs.rmSync(half, { recursive: true });
    else fs.renameSync(half, copy);
  }
  return copy;
}

/** The command line that runs one of the server's programs as the right account. */
export function asAccount(account, program, args, folders) {
  if (!account) return { command: program, args, options: {} };
  if (folders.every((folder) => reaches(account, folder))) {
    return { command: program, args, options: { uid: account.uid, gid: account.gid } };
  }
  if (process.platform !== "linux")
    throw new Error(
      `The account ${account.name} cannot reach ${folders.join(" or ")}: move the project or start as an ordinary user.`,
    );
  const capabilities = "+dac_override,+dac_read_search";
  const identity = [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    "--clear-groups",
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
  ];
  return { command: "setpriv", args: [...identity, program, ...args], options: {} };
}
