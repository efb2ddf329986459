// The floors of the house. Every rule has a planted violation in bin/floors.test.ts.
// Tests may reach for tools and fixtures; the floors hold for what ships.
const TESTS = "\\.(test|spec|contract)\\.tsx?$";

/** A package by name, wherever npm put it. */
const npm = (...names) => `(^|/)node_modules/(${names.join("|")})/`;
const VOCABULARY = npm("zod", "big\\.js");
/** The `sql` of a single statement that only one verb needs; tables and shared statements stay in lib/db. */
const STATEMENT = npm("drizzle-orm");
const LOG = npm("pino");

/** What a folder may import, and nothing else. Node built-ins count as an import unless `builtIns` is set. */
const floor = (name, comment, from, allowed, { builtIns = false } = {}) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: TESTS },
  to: { pathNot: allowed, ...(builtIns ? { dependencyTypesNot: ["core"] } : {}) },
});

/** What a folder may not import. */
const ban = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: typeof from === "string" ? { path: from, pathNot: TESTS } : from,
  to: typeof to === "string" ? { path: to } : to,
});

/** Every module of a folder is made by the folder's constructor. */
const madeBy = (name, comment, folder, maker) => ({
  name,
  comment,
  severity: "error",
  module: {
    path: `^lib/${folder}/[^/]+\\.ts$`,
    pathNot: [TESTS, `^lib/${folder}/(${maker}|registry|queue)\\.ts$`],
  },
  to: { path: `^lib/${folder}/${maker}\\.ts$` },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    floor(
      "core-is-pure",
      "The language of the domain: itself, zod and one decimal library. No clock, no I/O.",
      "^lib/core/",
      ["^lib/core/", VOCABULARY],
    ),
    floor("views-know-core", "View models and pure presenters: no records, no database, no React.", "^lib/views/", [
      "^lib/(core|views)/",
      VOCABULARY,
    ]),
    floor(
      "records-know-core-and-views",
      "A record type is pure: core, views and its own folder; no connector, no database, no React.",
      "^lib/records/[^/]+/",
      ["^lib/(core|views|records)/", VOCABULARY],
    ),
    ban(
      "records-are-siblings",
      "A record type never imports another one: what they share belongs to core.",
      { path: "^lib/records/([^/]+)/", pathNot: TESTS },
      { path: "^lib/records/", pathNot: "^lib/records/$1/" },
    ),
    floor(
      "registry-knows-definitions",
      "The registry of record types sees definitions and nothing behind them.",
      "^lib/records/[^/]+\\.ts$",
      ["^lib/records/[^/]+/definition\\.ts$", "^lib/records/[^/]+\\.ts$", "^lib/core/"],
    ),
    floor(
      "imports-know-core",
      "An import type is pure: core and its own folder; no database, no connector, no record type.",
      "^lib/imports/[^/]+/",
      ["^lib/core/", "^lib/imports/", VOCABULARY],
    ),
    ban(
      "imports-are-siblings",
      "An import type never imports another one: what they share belongs to core.",
      { path: "^lib/imports/([^/]+)/", pathNot: TESTS },
      { path: "^lib/imports/", pathNot: "^lib/imports/$1/" },
    ),
    floor(
      "import-registry-knows-definitions",
      "The registry of import types sees definitions and nothing behind them.",
      "^lib/imports/[^/]+\\.ts$",
      ["^lib/imports/[^/]+/definition\\.ts$", "^lib/core/"],
    ),
    floor("port-knows-core", "The ports are types over core.", "^lib/connectors/port\\.ts$", ["^lib/core/"]),
    floor(
      "connectors-know-the-port",
      "A connector speaks one system: port, core, the registry of record types, its own files. No database, no commands.",
      "^lib/connectors/[^/]+/",
      ["^lib/connectors/", "^lib/core/", "^lib/records/registry\\.ts$", VOCABULARY, npm("undici", "nodemailer")],
      { builtIns: true },
    ),
    ban(
      "connectors-are-siblings",
      "One system never imports another one.",
      { path: "^lib/connectors/([^/]+)/" },
      { path: "^lib/connectors/[^/]+/", pathNot: "^lib/connectors/$1/" },
    ),
    floor(
      "sync-client-ships-alone",
      "The sync client runs on the customer's server: core, its protocol, Node, a WebSocket and SQL. It renders nothing.",
      "^lib/sync-client/",
      ["^lib/(core|sync-client)/", VOCABULARY, npm("ws", "@types/ws", "pg", "@types/pg")],
      { builtIns: true },
    ),
    floor("schema-knows-core", "Tables are drizzle-orm and literals from core.", "^drizzle/schema/", [
      "^drizzle/schema/",
      "^lib/core/",
      npm("drizzle-orm"),
    ]),
    ban(
      "factories-below-the-web",
      "Factories and seed fill the database; they know nothing of the web.",
      "^drizzle/(factories|seed)/",
      "^(app|components)/|^lib/(server|client)/|(^|/)node_modules/(next|next-auth|react)/",
    ),
    floor(
      "db-knows-schema-and-core",
      "The only SQL: schema, core and the driver. No records, no connectors, no web.",
      "^lib/db/",
      // The queue library in lib/db: see queue-library-in-one-file.
      ["^lib/(db|core)/", "^drizzle/schema/", VOCABULARY, npm("drizzle-orm", "pg", "@types/pg", "graphile-worker")],
      { builtIns: true },
    ),
    floor(
      "commands-below-the-web",
      "A command knows core, views, records, db and the port; no web, no queue library, no concrete connector.",
      "^lib/commands/",
      ["^lib/(commands|preflight|core|views|records|imports|db)/", "^lib/connectors/port\\.ts$", VOCABULARY, STATEMENT],
      { builtIns: true },
    ),
    floor(
      "queries-below-the-web",
      "A query knows core, views, records, db and the port; no web, no queue library, no concrete connector.",
      "^lib/queries/",
      ["^lib/(queries|preflight|core|views|records|imports|db)/", "^lib/connectors/port\\.ts$", VOCABULARY, STATEMENT],
      { builtIns: true },
    ),
    floor(
      "preflight-below-commands",
      "Record types applied to stored items: what commands and jobs share. Core, records, db and the port.",
      "^lib/preflight/",
      ["^lib/(preflight|core|views|records|imports|db)/", "^lib/connectors/port\\.ts$", VOCABULARY, STATEMENT],
      { builtIns: true },
    ),
    ban(
      "commands-are-siblings",
      "A command never imports another one: compose in core or db.",
      { path: "^lib/commands/([^/]+)\\.ts$", pathNot: [TESTS, "^lib/commands/registry\\.ts$"] },
      { path: "^lib/commands/", pathNot: "^lib/commands/define-command\\.ts$" },
    ),
    ban(
      "queries-are-siblings",
      "A query never imports another one: compose in core or db.",
      { path: "^lib/queries/([^/]+)\\.ts$", pathNot: [TESTS, "^lib/queries/registry\\.ts$"] },
      { path: "^lib/queries/", pathNot: "^lib/queries/define-query\\.ts$" },
    ),
    floor(
      "jobs-below-the-web",
      "A job knows commands, queries, records, db, core and the port; no web, no concrete connector.",
      "^lib/jobs/",
      [
        "^lib/(jobs|commands|queries|tables|preflight|core|views|records|imports|db)/",
        "^lib/connectors/port\\.ts$",
        VOCABULARY,
        STATEMENT,
        LOG,
        npm("graphile-worker", "pg", "@types/pg"),
      ],
      { builtIns: true },
    ),
    ban(
      "queue-library-in-one-file",
      "Jobs are doorbells: only lib/jobs/queue.ts knows the queue library, and the migration that makes its tables.",
      { pathNot: ["^lib/jobs/queue\\.ts$", "^lib/db/migrate\\.ts$", "(^|/)node_modules/", TESTS] },
      { path: npm("graphile-worker") },
    ),
    floor(
      "gateway-knows-the-protocol",
      "The sync client's door: its protocol, commands, queries, core, Node and a WebSocket.",
      "^lib/gateway/",
      [
        "^lib/(gateway|commands|queries|core)/",
        "^lib/sync-client/protocol[^/]*\\.ts$",
        VOCABULARY,
        LOG,
        npm("ws", "@types/ws"),
      ],
      { builtIns: true },
    ),
    floor(
      "replay-is-a-sync-client-on-the-server",
      "A replay reads the ledger and drives the sync client's own shell: core, db and the sync client; no web, no records.",
      "^lib/replay/",
      ["^lib/(replay|core|db|sync-client)/", VOCABULARY, STATEMENT],
      { builtIns: true },
    ),
    floor(
      "out-knows-core",
      "Tables in the formats of other programs: core, streams and one archive; where rows come from it does not know.",
      "^lib/out/",
      ["^lib/(out|core)/", npm("yazl", "@types/yazl"), "^(node:)?stream$"],
    ),
    floor(
      "tables-below-the-web",
      "Tables that leave: queries, their columns, the way to a file; for the web and for jobs.",
      "^lib/tables/",
      ["^lib/(tables|queries|preflight|core|views|db|out)/", npm("zod")],
    ),
    ban(
      "server-below-components",
      "The web glue draws nothing.",
      "^lib/server/",
      "^(app|components|bin|e2e)/|^lib/(client|simulators|sync-client)/",
    ),
    floor("client-knows-views", "Browser glue: core, views, TanStack Query and the router.", "^lib/client/", [
      "^lib/(client|core|views)/",
      VOCABULARY,
      npm("@tanstack/[^/]+", "react", "@types/react", "react-dom", "nuqs", "next"),
    ]),
    ban(
      "components-draw",
      "Components get view models and actions from their page: no records, database, queries, commands or server.",
      "^components/",
      "^(app|bin|e2e|drizzle)/|^lib/(?!core/|views/|client/)",
    ),
    {
      name: "no-database-in-the-browser",
      comment: "The browser never reaches the database, by however many steps.",
      severity: "error",
      from: { path: "^(components|lib/client)/" },
      to: { path: "^(lib/db|drizzle)/|(^|/)node_modules/(pg|drizzle-orm)/", reachable: true },
    },
    ban(
      "app-is-routes",
      "Routes pass commands and queries by name to lib/server and draw components.",
      "^(app/|proxy\\.ts|instrumentation(-client)?\\.ts)",
      "^(bin|e2e|drizzle)/|^lib/(db|connectors|records|jobs|gateway|sync-client|simulators)/|(^|/)node_modules/(pg|drizzle-orm)/",
    ),
    ban(
      "bin-starts-processes",
      "Processes are composed from lib; the web has its own entry.",
      "^bin/",
      "^(app|components|e2e)/",
    ),
    ban(
      "nobody-imports-entries",
      "Entries are started, not imported.",
      { pathNot: ["^bin/"] },
      { path: "^bin/", pathNot: "^bin/launch/" },
    ),
    ban(
      "launcher-serves-tests",
      "Only entries, test set-ups and measurements use the launcher's pieces.",
      { pathNot: ["^(bin|bench|e2e|drizzle/factories)/", "^[^/]+\\.config\\.ts$"] },
      "^bin/launch/",
    ),
    ban(
      "e2e-uses-the-screen",
      "Browser tests know the screen, core, factories and the launcher, never the inside of the web.",
      { path: "^e2e/" },
      "^(app|components)/|^lib/(?!core/|views/)",
    ),
    floor(
      "simulators-stand-alone",
      "A simulator is the other company's system: it shares no line with the product.",
      "^lib/simulators/",
      ["^lib/simulators/", npm("zod", "decimal\\.js", "pg", "@types/pg")],
      { builtIns: true },
    ),
    ban(
      "simulators-are-siblings",
      "The two simulated systems know nothing of each other.",
      { path: "^lib/simulators/([^/]+)/" },
      { path: "^lib/simulators/[^/]+/", pathNot: "^lib/simulators/$1/" },
    ),
    ban(
      "nobody-imports-simulators",
      "The product reaches a simulator as it reaches the real system: over the wire.",
      { pathNot: ["^bin/", "^lib/simulators/", TESTS] },
      "^lib/simulators/",
    ),
    {
      name: "no-cycles",
      comment: "Modules that import each other cannot be read or moved alone.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      comment: "An import that leads nowhere hides from every other rule.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-tools-in-the-product",
      comment: "What runs at a customer's site needs no development package.",
      severity: "error",
      from: { path: "^(app|components|lib|proxy\\.ts|instrumentation(-client)?\\.ts)", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  required: [
    madeBy(
      "commands-are-defined",
      "Every command is made by defineCommand, which checks rights and writes the audit.",
      "commands",
      "define-command",
    ),
    madeBy(
      "queries-are-defined",
      "Every query is made by defineQuery, which checks rights.",
      "queries",
      "define-query",
    ),
    madeBy("jobs-are-defined", "Every job is made by defineJob, which checks its payload.", "jobs", "define-job"),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "(^|/)node_modules/" },
    exclude: { path: "^(\\.next|\\.data|dist|test-results)/|\\.css$|\\.woff2$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
      extensions: [".ts", ".tsx", ".d.ts", ".mjs", ".cjs", ".js", ".json", ".node"],
    },
  },
};
