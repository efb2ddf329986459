const paymentValues = {
  check_number: "Check number",
  payment_date: "Payment date, mm/dd/yyyy",
  method: "Payment method",
  amount: "Amount",
  nothing: "Nothing: stays as it is",
};

/** What becomes of payments issued; they stand below the AP invoices whose codes they fill. */
export const paymentFields = [
  {
    key: "exportPayments",
    label: "Payments issued",
    hint: "Decides whether payments of Procore Pay are read and written into the codes of their invoice. United States only.",
    input: { kind: "switch", on: "Offered after their invoice", off: "Not read" },
  },
  {
    key: "paymentCode1",
    label: "Invoice Code 1 of a paid invoice",
    hint: "10 characters. Unconfirmed on a live Sage.",
    input: { kind: "choice", options: paymentValues },
  },
  {
    key: "paymentCode2",
    label: "Invoice Code 2 of a paid invoice",
    hint: "10 characters. Unconfirmed on a live Sage.",
    input: { kind: "choice", options: paymentValues },
  },
  {
    key: "paymentDoor",
    label: "How payments get into Sage",
    hint: "SQL skips Sage's own checks, and a sync client does it only where it was allowed at enrolment. Not verified on a live Sage.",
    input: {
      kind: "choice",
      options: { attended: "Keyed in by a person from a sheet", database: "Written over SQL" },
    },
  },
] as const;
