import { createHmac, randomBytes } from "node:crypto";
import type { Attachment, FileKind } from "#lib/simulators/procore/attachment-data.ts";

/** How long an address of the storage holds. */
export const STORAGE_SECONDS = 60;

/** Names files, and signs their addresses: with a key of this process, so that none holds longer than it. */
export class AttachmentLinks {
  readonly #key = randomBytes(32);
  readonly #now: () => number;
  #port = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  listenAt(port: number): void {
    this.#port = port;
  }

  /** Procore's own address of a file: it asks for the token, and leads to the storage. */
  file(kind: FileKind, recordId: number, { id }: Attachment): string {
    const path = `/fas/api/v5/files/${kind}/${recordId}/${id}`;
    return `http://127.0.0.1:${this.#port}${path}?sig=${this.#sign(path)}`;
  }

  isSigned(url: URL): boolean {
    return url.searchParams.get("sig") === this.#sign(url.pathname);
  }

  /** The storage's address of a file, on another host: whoever has it gets the bytes, for a minute. */
  storage(kind: string, recordId: string, id: string): string {
    const path = `/storage/${kind}/${recordId}/${id}`;
    const until = String(this.#now() + STORAGE_SECONDS * 1000);
    return `http://localhost:${this.#port}${path}?expires=${until}&sig=${this.#sign(`${path}|${until}`)}`;
  }

  isOpen(url: URL): boolean {
    const until = url.searchParams.get("expires") ?? "";
    return url.searchParams.get("sig") === this.#sign(`${url.pathname}|${until}`) && Number(until) > this.#now();
  }

  #sign(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("hex");
  }
}

/** A file as packages name it (both names), as contracts do, and as requisitions do (with its type). */
export function shapeAttachments(
  links: AttachmentLinks,
  kind: FileKind,
  record: { readonly id: number; readonly attachments?: readonly Attachment[] | undefined },
) {
  // What was made over REST has none.
  return (record.attachments ?? []).map((one) => ({
    id: one.id,
    filename: one.filename,
    url: links.file(kind, record.id, one),
    ...(kind === "change_order_packages" ? { name: one.filename } : {}),
    ...(kind === "requisitions" ? { content_type: one.content_type ?? null } : {}),
  }));
}
