"use client";
import { Amount } from "#components/money/amount.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Age } from "#components/time/when.tsx";
import type { VendorPage } from "#lib/views/vendors.ts";

/** How much is linked, by count and by open amount, and as of when Sage's vendors were read. */
export function Coverage({ page }: { readonly page: VendorPage }) {
  const { currency } = useCompany();
  const { companies, linkedCompanies, sageVendors, linkedSageVendors, open, linkedOpen } = page.coverage;
  const whole = (value: number) => value.toLocaleString("en-US");
  return (
    <span className="flex flex-wrap gap-x-3">
      <span>
        {whole(linkedCompanies)} of {whole(companies)} companies and {whole(linkedSageVendors)} of {whole(sageVendors)}{" "}
        Sage vendors linked
      </span>
      <span>
        open amount <Amount value={linkedOpen} currency={currency} /> of <Amount value={open} currency={currency} />
      </span>
      <span>
        {page.readAt ? (
          <>
            Sage's vendors read <Age at={page.readAt} now={page.now} />
          </>
        ) : (
          "Sage's vendors were never read"
        )}
      </span>
    </span>
  );
}
