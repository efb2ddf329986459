import { type BrowserContext, type BrowserContextOptions, test as base, expect } from "@playwright/test";
import { aChangeOrder } from "#drizzle/factories/change-order.ts";
import { aCompany, type CompanyOptions, type TestCompany, type TestRole } from "#drizzle/factories/company.ts";
import { aNewVersion, anItem, type ItemOptions, type TestItem } from "#drizzle/factories/item.ts";
import { aSession, ownerDatabase } from "#drizzle/factories/people.ts";
import { aProjectAndJob } from "#drizzle/factories/project-and-job.ts";
import { type SampleCompany, sampleCompany } from "#drizzle/factories/sample-company.ts";
import { aVendorPair, type TestPair } from "#drizzle/factories/vendor-pair.ts";
import type { Role } from "#lib/core/actors.ts";
import { Desk } from "./pages/desk.ts";
import { environment, sampleName } from "./support/environment.ts";
import { ProcoreSide } from "./support/procore.ts";
import { SageSide } from "./support/sage.ts";
import { signedIn } from "./support/sign-in.ts";

type Owner = ReturnType<typeof ownerDatabase>;
/** Opens a browser for a person without the sign-in form. */
type SignIn = (personId: string, companyId: string, options?: BrowserContextOptions) => Promise<Desk>;
type Company = TestCompany & {
  item(options?: ItemOptions): Promise<TestItem>;
  /** The contract as Procore sends it later. */
  newVersion(contract: TestItem["contract"]): Promise<void>;
  /** A change order of the item's contract. */
  changeOrder(parent: TestItem, options?: Parameters<typeof aChangeOrder>[3]): ReturnType<typeof aChangeOrder>;
  /** A company of the directory and a Sage vendor that may be the same; certain unless the options say otherwise. */
  vendorPair(options?: Parameters<typeof aVendorPair>[2]): Promise<TestPair>;
  /** A project that was in progress before the connection, and its job in Sage. */
  projectAndJob(options?: Parameters<typeof aProjectAndJob>[2]): ReturnType<typeof aProjectAndJob>;
};

type Fixtures = {
  /** Over the defaults of `company`; set with `test.use`. */
  readonly companyOptions: CompanyOptions;
  /** A company of this test's own, without a sync client: what happens up to the outbox. */
  readonly company: Company;
  readonly signIn: SignIn;
  /** Signed in at `company`. */
  readonly as: (role: TestRole, options?: BrowserContextOptions) => Promise<Desk>;
  /** Signed in at the sample company: Procore is polled there and the sync client runs. */
  readonly asSample: (role: Role, options?: BrowserContextOptions) => Promise<Desk>;
  readonly procore: ProcoreSide;
  readonly sage: SageSide;
};
type WorkerFixtures = { readonly owner: Owner; readonly sample: SampleCompany };

export const test = base.extend<Fixtures, WorkerFixtures>({
  owner: [
    async ({ browser: _browser }, use) => {
      const owner = ownerDatabase(environment.ownerDatabase());
      await use(owner);
      await owner.$client.end();
    },
    { scope: "worker" },
  ],
  sample: [async ({ owner }, use) => use(await sampleCompany(owner, sampleName)), { scope: "worker" }],
  companyOptions: [{}, { option: true }],
  company: async ({ owner, companyOptions }, use) => {
    const company = await aCompany(owner, companyOptions);
    await use({
      ...company,
      item: (options) => anItem(owner, company, options),
      newVersion: (contract) => aNewVersion(owner, company, contract),
      changeOrder: (parent, options) => aChangeOrder(owner, company, parent, options),
      vendorPair: (options) => aVendorPair(owner, company, options),
      projectAndJob: (options) => aProjectAndJob(owner, company, options),
    });
  },
  signIn: async ({ browser, owner }, use) => {
    const open: BrowserContext[] = [];
    const desks: Desk[] = [];
    await use(async (personId, companyId, options) => {
      const context = await signedIn(browser, personId, await aSession(owner, personId, companyId), options);
      open.push(context);
      const desk = new Desk(await context.newPage());
      desks.push(desk);
      return desk;
    });
    const complaints = desks.flatMap((desk) => desk.complaints);
    for (const context of open) await context.close();
    expect(complaints, "scripts failed or the content policy was breached").toEqual([]);
  },
  as: async ({ company, signIn }, use) => {
    await use((role, options) => signIn(company.people[role].id, company.id, options));
  },
  asSample: async ({ sample, signIn }, use) => {
    await use((role, options) => signIn(sample.people[role].id, sample.id, options));
  },
  procore: [new ProcoreSide(), { option: true }],
  sage: [new SageSide(), { option: true }],
});

export { expect };
