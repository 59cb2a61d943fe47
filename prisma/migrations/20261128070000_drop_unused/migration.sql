-- No function of the release before calls it (decision 008).
DROP FUNCTION IF EXISTS "sync_is_custom"("p_domain" text, "settings" jsonb);
