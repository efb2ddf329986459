import { createHmac, timingSafeEqual } from "node:crypto";

/** What the source has to send as its `Authorization`, made from the installation's key: there is nothing to keep. */
export function webhookSecret(key: string, companyId: string): string {
  return `Bearer ${createHmac("sha256", key).update(`source webhook ${companyId}`).digest("base64url")}`;
}

/** What an address outside checks our signatures with, made in the same way: it is shown once, and there is nothing to keep. */
export function outgoingSecret(key: string, companyId: string, webhookId: string): string {
  return `whsec_${createHmac("sha256", key).update(`outgoing webhook ${companyId} ${webhookId}`).digest("base64url")}`;
}

/** Compares in constant time. */
export function isWebhookSecret(key: string, companyId: string, authorization: string | null): boolean {
  const [given, wanted] = [authorization ?? "", webhookSecret(key, companyId)].map((text) =>
    createHmac("sha256", key).update(text).digest(),
  );
  return given !== undefined && wanted !== undefined && timingSafeEqual(given, wanted);
}
