export type LinkProblem = { readonly sentence: string; readonly fix: string };
export type LinkAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: LinkProblem };

const unreachable = { sentence: "Countersign did not answer.", fix: "Check the connection and try again." };

type Door =
  | { readonly path: "/api/mail-accept/look" | "/api/mail-accept" }
  /** `company`: whose card it is; cookies are left at home. */
  | { readonly path: "/api/status"; readonly company: string | null };

/** Asks the door of a link. Its secret stands behind the # of the address, which no server and no log ever sees. */
export async function askLink<Value>({ path, ...more }: Door): Promise<LinkAnswer<Value>> {
  const token = window.location.hash.slice(1);
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    credentials: path === "/api/status" ? "omit" : "same-origin",
    referrerPolicy: "no-referrer",
    body: JSON.stringify({ token, ...more }),
  }).catch(() => null);
  const body: unknown = await response?.json().catch(() => null);
  if (response?.ok && body) return { ok: true, value: body as Value };
  const said = body as Partial<LinkProblem> | null | undefined;
  if (!said?.sentence) return { ok: false, problem: unreachable };
  return { ok: false, problem: { sentence: said.sentence, fix: said.fix ?? "" } };
}
