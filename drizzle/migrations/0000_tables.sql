CREATE TABLE "company" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'America/Chicago' NOT NULL,
	"currency" text DEFAULT 'USD' NOT NULL,
	"profile" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"server_epoch" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"roles" text[] NOT NULL,
	"procore_user_id" text,
	"is_disabled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "membership_company_id_person_id_pk" PRIMARY KEY("company_id","person_id"),
	CONSTRAINT "membership_procore_user" UNIQUE("company_id","procore_user_id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"oidc_subject" text,
	"is_disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_oidc_subject_unique" UNIQUE("oidc_subject")
);
--> statement-breakpoint
CREATE TABLE "procore_connection" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"api_base" text NOT NULL,
	"login_base" text NOT NULL,
	"procore_company_id" text NOT NULL,
	"client_id" text NOT NULL,
	"sealed_secret" text NOT NULL,
	"last_read_at" timestamp with time zone,
	"last_problem" text
);
--> statement-breakpoint
CREATE TABLE "project" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"source_id" text NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"source_updated_at" timestamp with time zone,
	CONSTRAINT "project_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "project_source" UNIQUE("company_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "project_member" (
	"company_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	CONSTRAINT "project_member_company_id_project_id_person_id_pk" PRIMARY KEY("company_id","project_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "push_grant" (
	"company_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"record_type" text NOT NULL,
	"granted_by" uuid,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "push_grant_company_id_person_id_record_type_pk" PRIMARY KEY("company_id","person_id","record_type")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"company_id" uuid,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_cursor" (
	"company_id" uuid NOT NULL,
	"list" text NOT NULL,
	"read_until" timestamp with time zone NOT NULL,
	CONSTRAINT "source_cursor_company_id_list_pk" PRIMARY KEY("company_id","list")
);
--> statement-breakpoint
CREATE TABLE "vendor" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"source_id" text NOT NULL,
	"name" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"source_updated_at" timestamp with time zone,
	CONSTRAINT "vendor_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "vendor_source" UNIQUE("company_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"company_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"actor" jsonb NOT NULL,
	"kind" text NOT NULL,
	"item_id" uuid,
	"data" jsonb NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_event_company_id_seq_pk" PRIMARY KEY("company_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"company_id" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrolment_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"name" text NOT NULL,
	"made_by" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "export_attempt" (
	"company_id" uuid NOT NULL,
	"export_id" uuid NOT NULL,
	"fence" integer NOT NULL,
	"mode" text NOT NULL,
	"sync_client_id" uuid NOT NULL,
	"leased_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"deadline" timestamp with time zone NOT NULL,
	"reported_at" timestamp with time zone,
	"verdict" jsonb,
	"evidence" jsonb,
	"wrote_sha256" text,
	"is_late" boolean DEFAULT false NOT NULL,
	CONSTRAINT "export_attempt_company_id_export_id_fence_pk" PRIMARY KEY("company_id","export_id","fence")
);
--> statement-breakpoint
CREATE TABLE "export" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"operation" text DEFAULT 'create' NOT NULL,
	"decision_id" uuid NOT NULL,
	"document_sha256" text NOT NULL,
	"erp_id" text NOT NULL,
	"erp_key" text NOT NULL,
	"family_key" text NOT NULL,
	"position" bigserial NOT NULL,
	"status" text NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_mode" text,
	"lease_deadline" timestamp with time zone,
	"lease_client_id" uuid,
	"release_at" timestamp with time zone NOT NULL,
	"next_check_at" timestamp with time zone,
	"is_offered" boolean DEFAULT false NOT NULL,
	"has_open_intent" boolean DEFAULT false NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"probes" integer DEFAULT 0 NOT NULL,
	"note" text,
	"verdict" jsonb,
	"write_back" text DEFAULT 'not_yet' NOT NULL,
	"write_back_note" text,
	"write_back_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "export_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "export_once" UNIQUE("company_id","item_id","revision_id","operation")
);
--> statement-breakpoint
CREATE TABLE "sync_client" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"host" text,
	"client_version" text,
	"epoch" integer DEFAULT 0 NOT NULL,
	"connection_id" text,
	"is_sage_readable" boolean DEFAULT false NOT NULL,
	"connected_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "sync_client_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "sync_client_id" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "sync_client_event" (
	"company_id" uuid NOT NULL,
	"id" bigserial NOT NULL,
	"sync_client_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"level" text NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "sync_client_event_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"company_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"verdict" text NOT NULL,
	"person_id" uuid NOT NULL,
	"seen_sha256" text,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reasons" text[] DEFAULT '{}'::text[] NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"voided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "decision_company_id_id_pk" PRIMARY KEY("company_id","id")
);
--> statement-breakpoint
CREATE TABLE "export_document" (
	"company_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"item_id" uuid NOT NULL,
	"revision_id" uuid NOT NULL,
	"document" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "export_document_company_id_sha256_pk" PRIMARY KEY("company_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "finding" (
	"company_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"code" text NOT NULL,
	"severity" text NOT NULL,
	"sentence" text NOT NULL,
	"field" text NOT NULL,
	"as_of" timestamp with time zone,
	"fixer" text NOT NULL,
	"fix" jsonb NOT NULL,
	CONSTRAINT "finding_company_id_item_id_position_pk" PRIMARY KEY("company_id","item_id","position")
);
--> statement-breakpoint
CREATE TABLE "item" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"record_type" text NOT NULL,
	"source_kind" text NOT NULL,
	"source_id" text NOT NULL,
	"project_id" uuid NOT NULL,
	"vendor_id" uuid,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"source_status" text NOT NULL,
	"is_approved" boolean NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'not_sent' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"lane" text DEFAULT 'look' NOT NULL,
	"blocks" integer DEFAULT 0 NOT NULL,
	"warns" integer DEFAULT 0 NOT NULL,
	"note" text,
	"is_returned" boolean DEFAULT false NOT NULL,
	"revision_id" uuid NOT NULL,
	"latest_revision_id" uuid NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"erp_id" text DEFAULT '' NOT NULL,
	"document_sha256" text,
	"document_problem" text,
	"checked_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"sent_by" text,
	"own_person_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"state_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"state_by" text DEFAULT '' NOT NULL,
	"search" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "item_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "item_source" UNIQUE("company_id","source_kind","source_id")
);
--> statement-breakpoint
CREATE TABLE "item_counter" (
	"company_id" uuid NOT NULL,
	"state" text NOT NULL,
	"lane" text NOT NULL,
	"is_returned" boolean NOT NULL,
	"record_type" text NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL,
	"amount" numeric(18, 2) DEFAULT '0' NOT NULL,
	CONSTRAINT "item_counter_company_id_state_lane_is_returned_record_type_pk" PRIMARY KEY("company_id","state","lane","is_returned","record_type")
);
--> statement-breakpoint
CREATE TABLE "item_revision" (
	"company_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"sha256" text NOT NULL,
	"body" jsonb NOT NULL,
	"head" jsonb NOT NULL,
	"source_updated_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "item_revision_company_id_id_pk" PRIMARY KEY("company_id","id"),
	CONSTRAINT "item_revision_number" UNIQUE("company_id","item_id","number")
);
--> statement-breakpoint
CREATE TABLE "project_link" (
	"company_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"job" text NOT NULL,
	"linked_by" uuid,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "project_link_company_id_project_id_pk" PRIMARY KEY("company_id","project_id"),
	CONSTRAINT "project_link_job" UNIQUE("company_id","job")
);
--> statement-breakpoint
CREATE TABLE "vendor_link" (
	"company_id" uuid NOT NULL,
	"vendor_id" uuid NOT NULL,
	"sage_vendor" text NOT NULL,
	"linked_by" uuid,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "vendor_link_company_id_vendor_id_pk" PRIMARY KEY("company_id","vendor_id"),
	CONSTRAINT "vendor_link_sage" UNIQUE("company_id","sage_vendor")
);
--> statement-breakpoint
CREATE TABLE "mirror_read" (
	"company_id" uuid NOT NULL,
	"table_name" text NOT NULL,
	"cursor" text DEFAULT '0' NOT NULL,
	"row_count" integer DEFAULT 0 NOT NULL,
	"read_at" timestamp with time zone,
	"wanted_at" timestamp with time zone,
	"problem" text,
	CONSTRAINT "mirror_read_company_id_table_name_pk" PRIMARY KEY("company_id","table_name")
);
--> statement-breakpoint
CREATE TABLE "sage_category" (
	"company_id" uuid NOT NULL,
	"job" text NOT NULL,
	"extra" text NOT NULL,
	"cost_code" text NOT NULL,
	"category" text NOT NULL,
	"description" text NOT NULL,
	"original_estimate" numeric(18, 2) NOT NULL,
	"revised_commitment" numeric(18, 2) NOT NULL,
	"jtd_cost" numeric(18, 2) NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_category_company_id_job_extra_cost_code_category_pk" PRIMARY KEY("company_id","job","extra","cost_code","category")
);
--> statement-breakpoint
CREATE TABLE "sage_commitment" (
	"company_id" uuid NOT NULL,
	"commitment" text NOT NULL,
	"commitment_type" text NOT NULL,
	"description" text NOT NULL,
	"vendor" text NOT NULL,
	"job" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"amount_invoiced" numeric(18, 2) NOT NULL,
	"is_closed" boolean NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_commitment_company_id_commitment_pk" PRIMARY KEY("company_id","commitment")
);
--> statement-breakpoint
CREATE TABLE "sage_commitment_item" (
	"company_id" uuid NOT NULL,
	"commitment" text NOT NULL,
	"item_number" integer NOT NULL,
	"description" text NOT NULL,
	"job" text NOT NULL,
	"extra" text NOT NULL,
	"cost_code" text NOT NULL,
	"category" text NOT NULL,
	"amount" numeric(18, 2) NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_commitment_item_company_id_commitment_item_number_pk" PRIMARY KEY("company_id","commitment","item_number")
);
--> statement-breakpoint
CREATE TABLE "sage_cost_code" (
	"company_id" uuid NOT NULL,
	"job" text NOT NULL,
	"extra" text NOT NULL,
	"cost_code" text NOT NULL,
	"description" text NOT NULL,
	"is_group" boolean NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_cost_code_company_id_job_extra_cost_code_pk" PRIMARY KEY("company_id","job","extra","cost_code")
);
--> statement-breakpoint
CREATE TABLE "sage_extra" (
	"company_id" uuid NOT NULL,
	"job" text NOT NULL,
	"extra" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_extra_company_id_job_extra_pk" PRIMARY KEY("company_id","job","extra")
);
--> statement-breakpoint
CREATE TABLE "sage_job" (
	"company_id" uuid NOT NULL,
	"job" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_job_company_id_job_pk" PRIMARY KEY("company_id","job")
);
--> statement-breakpoint
CREATE TABLE "sage_standard_category" (
	"company_id" uuid NOT NULL,
	"category" text NOT NULL,
	"description" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_standard_category_company_id_category_pk" PRIMARY KEY("company_id","category")
);
--> statement-breakpoint
CREATE TABLE "sage_standard_cost_code" (
	"company_id" uuid NOT NULL,
	"cost_code" text NOT NULL,
	"description" text NOT NULL,
	"is_group" boolean NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_standard_cost_code_company_id_cost_code_pk" PRIMARY KEY("company_id","cost_code")
);
--> statement-breakpoint
CREATE TABLE "sage_vendor" (
	"company_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"status" text NOT NULL,
	"city" text NOT NULL,
	"phone" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sage_vendor_company_id_vendor_pk" PRIMARY KEY("company_id","vendor")
);
--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "procore_connection" ADD CONSTRAINT "procore_connection_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_cursor" ADD CONSTRAINT "source_cursor_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor" ADD CONSTRAINT "vendor_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "public"."company"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_attempt" ADD CONSTRAINT "export_attempt_company_id_export_id_export_company_id_id_fk" FOREIGN KEY ("company_id","export_id") REFERENCES "public"."export"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export" ADD CONSTRAINT "export_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export" ADD CONSTRAINT "export_company_id_decision_id_decision_company_id_id_fk" FOREIGN KEY ("company_id","decision_id") REFERENCES "public"."decision"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_document" ADD CONSTRAINT "export_document_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_company_id_project_id_project_company_id_id_fk" FOREIGN KEY ("company_id","project_id") REFERENCES "public"."project"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_revision" ADD CONSTRAINT "item_revision_company_id_item_id_item_company_id_id_fk" FOREIGN KEY ("company_id","item_id") REFERENCES "public"."item"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_link" ADD CONSTRAINT "project_link_company_id_project_id_project_company_id_id_fk" FOREIGN KEY ("company_id","project_id") REFERENCES "public"."project"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vendor_link" ADD CONSTRAINT "vendor_link_company_id_vendor_id_vendor_company_id_id_fk" FOREIGN KEY ("company_id","vendor_id") REFERENCES "public"."vendor"("company_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "vendor_name" ON "vendor" USING btree ("company_id","name","id");--> statement-breakpoint
CREATE INDEX "audit_item" ON "audit_event" USING btree ("company_id","item_id","seq" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "export_erp_key" ON "export" USING btree ("company_id","erp_key") WHERE status not in ('taken_back', 'failed');--> statement-breakpoint
CREATE INDEX "export_due" ON "export" USING btree ("next_check_at") WHERE next_check_at is not null;--> statement-breakpoint
CREATE INDEX "export_write_back" ON "export" USING btree ("write_back_at") WHERE write_back = 'due';--> statement-breakpoint
CREATE INDEX "export_offer" ON "export" USING btree ("company_id","position") WHERE is_offered;--> statement-breakpoint
CREATE INDEX "export_family" ON "export" USING btree ("company_id","family_key","position");--> statement-breakpoint
CREATE INDEX "export_item" ON "export" USING btree ("company_id","item_id");--> statement-breakpoint
CREATE INDEX "export_open" ON "export" USING btree ("company_id","position" DESC NULLS FIRST) WHERE status not in ('proved', 'failed', 'taken_back');--> statement-breakpoint
CREATE UNIQUE INDEX "decision_one_accept" ON "decision" USING btree ("company_id","item_id","revision_id") WHERE verdict = 'accept' and voided_at is null;--> statement-breakpoint
CREATE INDEX "decision_item" ON "decision" USING btree ("company_id","item_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "finding_code" ON "finding" USING btree ("company_id","code");--> statement-breakpoint
CREATE INDEX "item_by_sent" ON "item" USING btree ("company_id","state","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_by_lane" ON "item" USING btree ("company_id","lane","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'ready';--> statement-breakpoint
CREATE INDEX "item_by_amount" ON "item" USING btree ("company_id","state","amount" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_by_number" ON "item" USING btree ("company_id","state","number" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_by_project" ON "item" USING btree ("company_id","project_id","state","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_all_by_sent" ON "item" USING btree ("company_id","sent_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "item_by_vendor" ON "item" USING btree ("company_id","vendor_id");--> statement-breakpoint
CREATE INDEX "item_to_check" ON "item" USING btree ("company_id","id") WHERE checked_at is null;--> statement-breakpoint
CREATE INDEX "item_erp_id" ON "item" USING btree ("company_id","erp_id") WHERE erp_id <> '';--> statement-breakpoint
CREATE INDEX "sage_vendor_name" ON "sage_vendor" USING btree ("company_id","name");