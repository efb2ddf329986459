import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import { Problem, unreachable } from "#lib/client/problem.ts";

// Everything comes from our own origin under a name with its hash; scans (JBIG2, JPEG 2000) need a decoder each.
GlobalWorkerOptions.workerSrc = new URL("pdfjs-dist/legacy/build/pdf.worker.min.mjs", import.meta.url).toString();
const decoders: Readonly<Record<string, URL>> = {
  "jbig2.wasm": new URL("pdfjs-dist/wasm/jbig2.wasm", import.meta.url),
  "openjpeg.wasm": new URL("pdfjs-dist/wasm/openjpeg.wasm", import.meta.url),
};

/** Hands the worker what it asks for by name; a font or table that is not here is drawn without. */
class OwnBinaries {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const address = decoders[filename];
    if (!address) throw new Error(`${filename} is not part of the application`);
    return new Uint8Array(await (await fetch(address)).arrayBuffer());
  }
}

export type OpenPdf = { readonly document: PDFDocumentProxy; readonly close: () => void };

/** Reads a PDF from our own address; throws a Problem in words. `close` gives its memory back. */
export async function openPdf(address: string, name: string, signal: AbortSignal): Promise<OpenPdf> {
  const response = await fetch(address, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw unreachable();
  });
  if (!response.ok) {
    const body = (await response.json().catch(() => null)) as ConstructorParameters<typeof Problem>[0] | null;
    throw body ? new Problem(body) : unreachable();
  }
  const data = new Uint8Array(await response.arrayBuffer());
  const task = getDocument({ data, BinaryDataFactory: OwnBinaries, useWorkerFetch: false, enableXfa: false });
  signal.addEventListener("abort", () => void task.destroy());
  return { document: await documentOf(task, name), close: () => void task.destroy() };
}

async function documentOf(task: PDFDocumentLoadingTask, name: string): Promise<PDFDocumentProxy> {
  try {
    return await task.promise;
  } catch (error) {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    void task.destroy();
    throw new Problem({
      code: "file.unreadable",
      sentence: isLocked ? `${name} is locked with a password.` : `${name} cannot be shown here.`,
      fix: "Save it and open it with a program of your own.",
    });
  }
}
