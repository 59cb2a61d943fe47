-- AlterEnum
ALTER TYPE "operation_kind" ADD VALUE 'preview';

-- AlterTable
ALTER TABLE "console" ADD COLUMN     "functions_hash" TEXT;

-- AlterTable
ALTER TABLE "site" ADD COLUMN     "returned_at" TIMESTAMPTZ(3),
ADD COLUMN     "secured_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "operation" ADD COLUMN     "applies_run_id" TEXT,
ADD COLUMN     "archived_site_id" INTEGER,
ADD COLUMN     "securing_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "applies_run_id" TEXT,
ADD COLUMN     "refused_by" TEXT,
ADD COLUMN     "refused_limit" INTEGER,
ADD COLUMN     "sites_returned" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "run_id" TEXT;

-- AlterTable
ALTER TABLE "farm_listing" ADD COLUMN     "refused" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "refused_by" TEXT,
ADD COLUMN     "refused_limit" INTEGER;

-- AlterTable
ALTER TABLE "farm_listing_site" ADD COLUMN     "confirmed" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "hold" (
    "domain" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "set_by_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "hold_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "tombstone" (
    "domain" TEXT NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "owner_source" "owner_source" NOT NULL,
    "farm_subject" TEXT,
    "run_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "refused_removal" (
    "run_id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "site_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "refused_removal_pkey" PRIMARY KEY ("run_id","domain")
);

-- CreateTable
CREATE TABLE "sync_finding" (
    "domain" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "console" TEXT,

    CONSTRAINT "sync_finding_pkey" PRIMARY KEY ("domain","kind")
);

-- CreateTable
CREATE TABLE "former_console" (
    "uuid" TEXT NOT NULL,
    "named_by_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "former_console_pkey" PRIMARY KEY ("uuid")
);

-- CreateTable
CREATE TABLE "preview_line" (
    "operation_id" UUID NOT NULL,
    "domain" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "preview_line_pkey" PRIMARY KEY ("operation_id","domain","change")
);

-- CreateIndex
CREATE INDEX "tombstone_owner_id_idx" ON "tombstone"("owner_id");

-- CreateIndex
CREATE INDEX "sync_finding_kind_idx" ON "sync_finding"("kind");

-- CreateIndex
CREATE INDEX "operation_domain_idx" ON "operation"("domain");

-- CreateIndex
CREATE INDEX "audit_event_run_id_idx" ON "audit_event"("run_id");

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_set_by_id_fkey" FOREIGN KEY ("set_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tombstone" ADD CONSTRAINT "tombstone_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


