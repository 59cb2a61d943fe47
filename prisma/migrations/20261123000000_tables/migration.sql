-- CreateEnum
CREATE TYPE "owner_source" AS ENUM ('farm', 'person', 'default');

-- CreateEnum
CREATE TYPE "site_state" AS ENUM ('creating', 'active', 'readonly', 'deleting', 'restoring');

-- CreateEnum
CREATE TYPE "operation_kind" AS ENUM ('create', 'delete', 'restore', 'sync');

-- CreateEnum
CREATE TYPE "operation_state" AS ENUM ('running', 'sent', 'done', 'refused', 'gaveUp', 'unknown');

-- CreateEnum
CREATE TYPE "sync_trigger" AS ENUM ('schedule', 'button', 'command', 'start');

-- CreateTable
CREATE TABLE "console" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "uuid" UUID NOT NULL DEFAULT gen_random_uuid(),
    "farm_admin_subject" TEXT,

    CONSTRAINT "console_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" SERIAL NOT NULL,
    "issuer" TEXT NOT NULL,
    "sub" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "email" TEXT,
    "owner_claim" TEXT NOT NULL,
    "is_admin" BOOLEAN NOT NULL DEFAULT false,
    "quota" INTEGER,
    "first_sign_in_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "owner_source" "owner_source" NOT NULL,
    "is_custom_domain" BOOLEAN NOT NULL DEFAULT false,
    "state" "site_state" NOT NULL,
    "state_before" "site_state",
    "operation_id" UUID,
    "farm_subject" TEXT,
    "farm_status" TEXT,
    "farm_marker_console" TEXT,
    "farm_marker_operation" TEXT,
    "pages" INTEGER,
    "storage_bytes" BIGINT,
    "last_modified" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "change_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "archived_site" (
    "id" SERIAL NOT NULL,
    "domain" TEXT NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "owner_source" "owner_source" NOT NULL,
    "is_custom_domain" BOOLEAN NOT NULL DEFAULT false,
    "state_before" "site_state" NOT NULL,
    "archived_by_id" INTEGER,
    "operation_id" UUID,
    "run_id" TEXT,
    "farm_subject" TEXT,
    "archived_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "change_seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "archived_site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "operation_kind" NOT NULL,
    "user_id" INTEGER,
    "subject" TEXT,
    "domain" TEXT,
    "site_id" INTEGER,
    "workflow_id" TEXT,
    "run_id" TEXT,
    "trigger" "sync_trigger",
    "state" "operation_state" NOT NULL DEFAULT 'running',
    "fence" INTEGER NOT NULL DEFAULT 0,
    "last_sent_at" TIMESTAMPTZ(3),
    "quiet_until" TIMESTAMPTZ(3),
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" SERIAL NOT NULL,
    "run_id" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "trigger" "sync_trigger" NOT NULL,
    "success" BOOLEAN NOT NULL,
    "sites_found" INTEGER NOT NULL DEFAULT 0,
    "sites_added" INTEGER NOT NULL DEFAULT 0,
    "sites_removed" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "farm_ms" INTEGER,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" SERIAL NOT NULL,
    "operation_id" UUID,
    "actor_id" INTEGER,
    "action" TEXT NOT NULL,
    "domain" TEXT,
    "outcome" TEXT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "farm_listing" (
    "id" SERIAL NOT NULL,
    "run_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "change_seq" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "sealed_at" TIMESTAMPTZ(3),
    "site_count" INTEGER NOT NULL DEFAULT 0,
    "farm_ms" INTEGER,

    CONSTRAINT "farm_listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "farm_listing_site" (
    "listing_id" INTEGER NOT NULL,
    "domain" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "subject" TEXT,
    "marker_console" TEXT,
    "marker_operation" TEXT,
    "pages" INTEGER NOT NULL,
    "storage_bytes" BIGINT NOT NULL,
    "last_modified" TIMESTAMPTZ(3),
    "manageable" BOOLEAN NOT NULL,
    "asked" TEXT,

    CONSTRAINT "farm_listing_site_pkey" PRIMARY KEY ("listing_id","domain")
);

-- CreateIndex
CREATE INDEX "users_owner_claim_idx" ON "users"("owner_claim");

-- CreateIndex
CREATE UNIQUE INDEX "users_issuer_sub_key" ON "users"("issuer", "sub");

-- CreateIndex
CREATE UNIQUE INDEX "site_domain_key" ON "site"("domain");

-- CreateIndex
CREATE INDEX "site_owner_id_idx" ON "site"("owner_id");

-- CreateIndex
CREATE INDEX "site_operation_id_idx" ON "site"("operation_id");

-- CreateIndex
CREATE UNIQUE INDEX "archived_site_domain_key" ON "archived_site"("domain");

-- CreateIndex
CREATE INDEX "archived_site_owner_id_idx" ON "archived_site"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "operation_workflow_id_key" ON "operation"("workflow_id");

-- CreateIndex
CREATE INDEX "operation_user_id_created_at_idx" ON "operation"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "operation_state_idx" ON "operation"("state");

-- CreateIndex
CREATE INDEX "operation_run_id_idx" ON "operation"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "sync_run_run_id_key" ON "sync_run"("run_id");

-- CreateIndex
CREATE INDEX "sync_run_started_at_idx" ON "sync_run"("started_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_operation_id_key" ON "audit_event"("operation_id");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "farm_listing_run_id_attempt_key" ON "farm_listing"("run_id", "attempt");

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archived_site" ADD CONSTRAINT "archived_site_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation" ADD CONSTRAINT "operation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "farm_listing_site" ADD CONSTRAINT "farm_listing_site_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "farm_listing"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What follows stands beside the schema: Prisma's schema language has no words for it.

-- This console: one row, with a UUID that marks every site it makes on the farm.
ALTER TABLE "console" ADD CONSTRAINT "console_is_one_row" CHECK ("id" = 1);
INSERT INTO "console" DEFAULT VALUES;

-- Every change to a site gets a number that is larger than all before it, so that a sync can tell what changed after
-- it had asked the farm. No clock could: now() is the start of a transaction that may commit much later.
CREATE SEQUENCE "change_seq" AS BIGINT;

CREATE FUNCTION "note_site_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."change_seq" := nextval('change_seq');
  NEW."updated_at" := clock_timestamp();
  RETURN NEW;
END $$;

CREATE TRIGGER "site_note_change" BEFORE INSERT OR UPDATE ON "site"
  FOR EACH ROW EXECUTE FUNCTION "note_site_change"();

-- An archived site's row is also the note that its name left "site", and when in the order of changes.
CREATE FUNCTION "note_archived_site_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."change_seq" := nextval('change_seq');
  RETURN NEW;
END $$;

CREATE TRIGGER "archived_site_note_change" BEFORE INSERT OR UPDATE ON "archived_site"
  FOR EACH ROW EXECUTE FUNCTION "note_archived_site_change"();
