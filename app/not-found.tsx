import type { Metadata } from "next";
import { Notice } from "#components/ui/notice-page.tsx";

export const metadata: Metadata = { title: "Not found" };

/** An address that no page has; inside the desk its own page answers. */
export default function NotFound() {
  return (
    <main>
      <Notice
        kind="missing"
        title="There is no such page"
        sentence="Nothing of Countersign has this address."
        fix="The link may be old or cut. Go to the first page, or search for the number there."
      />
    </main>
  );
}
