import { mailLinkToken } from "#lib/db/mail-links.ts";
import { outgoingSecret, webhookSecret } from "#lib/db/webhook-secret.ts";

/** The secrets that are made from the installation's key when they are needed, and kept nowhere. */
export function madeSecrets(key: string) {
  return {
    secretOf: outgoingSecret.bind(null, key),
    linkTokenOf: mailLinkToken.bind(null, key),
    sourceSecretOf: webhookSecret.bind(null, key),
  };
}
