/** A simulator's control door: JSON in, JSON out, an error with the simulator's words. */
export async function control<T>(base: string, method: string, path: string, body?: unknown): Promise<T> {
  const init: RequestInit = { method, headers: { "content-type": "application/json" } };
  if (body !== undefined) init.body = JSON.stringify(body);
  const response = await fetch(`${base}/control/${path}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} /control/${path}: ${response.status} ${text.slice(0, 500)}`);
  return (text === "" ? null : JSON.parse(text)) as T;
}
