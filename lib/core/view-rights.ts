import { type Actor, personIdOf } from "#lib/core/actors.ts";
import { type Outcome, ok, refuse } from "#lib/core/outcome.ts";
import { can } from "#lib/core/permissions.ts";

type OwnedView = {
  readonly personId: string;
  readonly owner: string;
  readonly name: string;
  readonly isShared: boolean;
};

/** Its maker may change a view, and an administrator a shared one; what is or becomes the company's needs the right to share. */
export function mayChangeView(actor: Actor, view: OwnedView | null, isShared: boolean): Outcome<true> {
  if (view && view.personId !== personIdOf(actor) && !(view.isShared && can(actor, "settings.change").ok))
    return refuse("view.not_yours", { name: view.name, owner: view.owner });
  return isShared || view?.isShared ? can(actor, "view.share") : ok(true);
}
