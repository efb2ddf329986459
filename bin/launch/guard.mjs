// Loaded first into every child (--import): ends it with its launcher, even when the launcher was killed. Next forks
// workers that inherit the flag; those are not ours, hence the look at the parent.
if (process.channel && process.env.LAUNCHER_PID === String(process.ppid)) {
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 10_000).unref();
  });
}
