import { z } from "zod";
import type { Actor } from "#lib/core/actors.ts";
import { ok } from "#lib/core/outcome.ts";
import { can, type Permission } from "#lib/core/permissions.ts";
import { reasonOf } from "#lib/core/refusals.ts";
import { companyClock, readCompany } from "#lib/db/facts.ts";
import { readNow } from "#lib/db/inbox.ts";
import { countUnread } from "#lib/db/notices.ts";
import { readCompanyChoices, readPersonEmail, readShell, type ShellDb } from "#lib/db/screens.ts";
import { defineQuery } from "#lib/queries/define-query.ts";
import type { NavEntry, ShellView } from "#lib/views/screens.ts";

const nav: readonly { href: string; label: string; key: string; needs: Permission }[] = [
  { href: "/inbox", label: "Inbox", key: "g i", needs: "inbox.read" },
  { href: "/outbox", label: "Outbox", key: "g o", needs: "outbox.read" },
  { href: "/projects", label: "Projects", key: "g p", needs: "project.read" },
  { href: "/vendors", label: "Vendors", key: "g v", needs: "vendor.read" },
  { href: "/imports", label: "Imports", key: "g m", needs: "import.read" },
  { href: "/reconcile", label: "Reconcile", key: "g r", needs: "reconcile.read" },
  { href: "/dashboard", label: "Dashboard", key: "g d", needs: "inbox.read" },
  { href: "/health", label: "Sync health", key: "g s", needs: "health.read" },
  { href: "/history", label: "History", key: "g h", needs: "history.read" },
  { href: "/settings", label: "Settings", key: "g c", needs: "settings.read" },
];

/** The frame of every screen. */
export const shellView = defineQuery({
  name: "shell.view",
  needs: "session.own",
  input: z.object({}),
  async run({ tx, companyId, actor }) {
    const company = await readCompany(tx, companyId);
    const shell = await readShell(tx, companyId);
    const person = actor.kind === "person" ? actor : { personId: "", name: actor.kind, roles: [] };
    const now = await readNow(tx);
    const view: ShellView = {
      person: {
        id: person.personId,
        name: person.name,
        email: await readPersonEmail(tx, person.personId),
        roles: person.roles,
      },
      company: { id: company.id, name: company.name, ...companyClock(company), currency: company.currency },
      companies: await readCompanyChoices(tx, person.personId),
      nav: nav.map((entry) => toNav(entry, actor, shell)),
      sage: { ...sagePill(shell, now), refresh: shell.refresh },
      outbox: shell.outbox,
      unread: await countUnread(tx, companyId, person.personId),
      now,
    };
    return ok(view);
  },
});

function toNav(entry: (typeof nav)[number], actor: Actor, shell: ShellDb): NavEntry {
  const right = can(actor, entry.needs);
  const reason = right.ok ? null : reasonOf(right.refusal);
  return {
    href: entry.href,
    label: entry.label,
    key: entry.key,
    isAllowed: right.ok,
    reason,
    badge: entry.href === "/outbox" && shell.outbox > 0 ? shell.outbox : null,
  };
}

function sagePill(shell: ShellDb, now: string): Omit<ShellView["sage"], "refresh"> {
  const age = (at: string | null) =>
    at === null ? null : Math.max(0, Math.round((Date.parse(now) - Date.parse(at)) / 60_000));
  const words = (minutes: number | null) =>
    minutes === null
      ? "never"
      : minutes < 1
        ? "just now"
        : minutes < 120
          ? `${minutes} min ago`
          : `${Math.round(minutes / 60)} h ago`;
  const { readAt } = shell;
  if (!shell.hasClient) return { tone: "bad", words: "Sage: no sync client", readAt };
  if (!shell.isClientConnected)
    return { tone: "wait", words: `Sync client away, last seen ${words(age(shell.clientSeenAt))}`, readAt };
  if (!shell.isSageReadable) return { tone: "bad", words: "Sage cannot be read", readAt };
  const minutes = age(readAt);
  return minutes === null
    ? { tone: "wait", words: "Sage: first reading", readAt }
    : { tone: minutes > 60 ? "wait" : "good", words: `Sage ${words(minutes)}`, readAt };
}
