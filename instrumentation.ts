/** Run once before the web answers anything: an unfit database or a missing setting ends the process with the reasons. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { demandSafeStart } = await import("#lib/server/start.ts");
  await demandSafeStart();
}
