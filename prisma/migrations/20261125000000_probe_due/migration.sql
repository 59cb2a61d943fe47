-- AlterTable
ALTER TABLE "site" ADD COLUMN     "probe_due" TIMESTAMPTZ(3);

