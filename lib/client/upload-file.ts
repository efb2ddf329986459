import { Problem, signedOut, unreachable } from "#lib/client/problem.ts";
import { setSessionEnded } from "#lib/client/session-state.ts";

type Upload = {
  readonly itemId: string;
  readonly fileId: string;
  readonly file: File;
  /** Told how much has left, from 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
};

/** Sends a file for a comment that is not sent yet; throws a Problem in words, or an AbortError when it was stopped. */
export async function uploadFile({ itemId, fileId, file, onProgress, signal }: Upload): Promise<void> {
  // fetch tells nothing of how much has left.
  const request = new XMLHttpRequest();
  const stop = () => request.abort();
  signal.addEventListener("abort", stop);
  try {
    await new Promise<void>((resolve, reject) => {
      request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
      request.onload = () => {
        const problem = problemIn(request);
        if (problem) reject(problem);
        else resolve();
      };
      request.onerror = () => reject(unreachable());
      request.onabort = () => reject(new DOMException("stopped", "AbortError"));
      request.open("POST", `/api/files?${new URLSearchParams({ itemId, fileId, name: file.name })}`);
      request.send(file);
    });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function problemIn(request: XMLHttpRequest): Problem | null {
  if (request.status === 401) {
    setSessionEnded(true);
    return signedOut();
  }
  if (request.status === 200) return null;
  try {
    return new Problem(JSON.parse(request.responseText) as ConstructorParameters<typeof Problem>[0]);
  } catch {
    return unreachable();
  }
}
